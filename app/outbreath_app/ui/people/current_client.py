"""Whose sessions are at hand: oneself, or in clinician mode a client. A client's accepted pace stands in their card."""

from __future__ import annotations

import logging
from dataclasses import replace

from outbreath_app.paths import OWN_PERSON
from outbreath_app.settings import Settings
from outbreath_app.storage.people import People, Person
from outbreath_app.storage.protection import LockedError
from outbreath_app.ui.shell.services import Services
from outbreath_app.ui.words.i18n import tr
from outbreath_devices.errors import DeviceError

log = logging.getLogger(__name__)


def person_words(person: Person) -> str:
    """How a person is called on the screen."""
    return tr("Myself") if person.id == OWN_PERSON else person.name


class AtHand:
    """Lays the person's own pace over the settings, and takes it off before these are kept."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._own_pace: float | None = None
        self.person = Person(OWN_PERSON, "")

    @property
    def is_client(self) -> bool:
        return self.person.id != OWN_PERSON

    def put_on(self, settings: Settings) -> Settings:
        """The settings for the person they name. Someone who is no longer there, or locked away, is oneself."""
        self._own_pace = settings.own_rate_per_min
        self.person = Person(OWN_PERSON, "")
        if settings.clinician:
            settings = self._looked_up(settings)
        self._services.person = self.person.id
        return settings.changed(own_rate_per_min=self.person.pace_per_min) if self.is_client else settings

    def take_off(self, settings: Settings) -> Settings:
        """The settings as they are kept: with one's own pace. A client's that changed goes to their card."""
        if not self.is_client:
            self._own_pace = settings.own_rate_per_min
            return settings
        if settings.own_rate_per_min != self.person.pace_per_min:
            self.person = replace(self.person, pace_per_min=settings.own_rate_per_min)
            try:
                People(self._services.data()).save(self.person)
            except (DeviceError, OSError) as error:
                log.warning("a person's pace is not kept: %s", type(error).__name__)
        return settings.changed(own_rate_per_min=self._own_pace)

    def _looked_up(self, settings: Settings) -> Settings:
        """Who the settings name; someone who is no longer there is not named any longer."""
        try:
            self.person = People(self._services.data()).find(settings.person)
        except LockedError:  # they may well be there
            return settings
        except DeviceError:
            return settings.changed(person=OWN_PERSON)
        return settings
