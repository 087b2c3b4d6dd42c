"""The program's own reasons, beside the core's: each a code with values, its English sentence here and nowhere else."""

from __future__ import annotations

from enum import unique

from outbreath_signal.reasons import ReasonKind


@unique
class AppWhy(ReasonKind):
    """Why a step, an assessment, a comparison or a trend says less than was asked of it."""

    # one step
    STRAP_NOT_HEARD = "the strap was not heard for a part of it"
    BEATS_DOUBTFUL = "{corrected_pct:.0f} % of the beats are doubtful"
    BREATH_SEEMS_AT = "the breath seems to have gone at {rate_per_min:.1f} a minute"
    BREATH_NOT_READ = "the breath cannot be read from the heart here"
    TOO_FEW_GOOD_BREATHS = "too few whole breaths with sound beats"
    BROKEN_OFF = "it was broken off to be done again"
    PACE_CHANGED = "the pace was changed"
    BREATH_AT = "the breath went at {rate_per_min:.1f} a minute"
    # assessments
    STEPS_LEFT_OUT = "{left_out} of {steps} steps were left out"
    NO_PACE_SCORED = "no pace could be scored; three are needed"
    ONE_PACE_SCORED = "only one pace could be scored; three are needed"
    FEW_PACES_SCORED = "only {paces} paces could be scored; three are needed"
    FLATNESS_NOT_KNOWN = "with {steps} steps it is not known whether the curve is flat"
    PACES_ALIKE = "RSA differs too little between paces to prefer one"
    PACE_LEFT_OPEN = "the data leave {low_per_min:.1f} to {high_per_min:.1f}/min open"
    NOT_AN_ASSESSMENT = "this was a practice, not an assessment"
    # comparisons
    STEPS_NOT_DONE = "{missing} of {steps} steps were not done"
    FEW_PAIRS_SCORED = "only {pairs} pairs could be scored; {least} are needed, with either way first in some"
    # over time
    NOTHING_USABLE = "nothing that can be used was recorded"
    DAYS_BEFORE_NEEDED = "{least} days in the weeks before are needed; there are {days}"
    DAYS_LATELY_NEEDED = "{least} days in the last seven are needed; there are {days}"
    DAYS_IN_EACH_NEEDED = "{least} days in each period are needed"
    DIFFERENT_RATES = "they were breathed at different rates, so they cannot be told apart from the rate"
    DIFFERENT_TIMES = "they were done at different times, so they cannot be told apart from change over time"


@unique
class Trouble(ReasonKind):
    """What could not be done, as whole sentences: the facts of errors."""

    # protection
    PASSPHRASE_WRONG = "The passphrase does not open this folder, or its key file is damaged."
    RECOVERY_WORDS_WRONG = "The recovery words do not open this folder, or its key file is damaged."
    RECOVERY_WORDS_COUNT = "Recovery words are {needed} words; these are {given}."
    RECOVERY_WORD_UNKNOWN = "Word {place} is none of the list's: look at it again."
    RECOVERY_WORDS_APART = "These words do not belong together: one of them is another, or their order."
    ARCHIVE_NOT_OPENED = "The passphrase does not open this archive, or the archive is damaged."
    # people
    PERSON_NAME_UNUSABLE = "A person needs a name or pseudonym of at most {most} printable characters."
    PERSON_EXISTS = "There is already somebody called “{name}”."
    # files
    FILE_NAME_EMPTY = "FILE is an empty name; give a recording or a text file of R-R intervals."
    FILE_IS_FOLDER = "{file} is a folder; give a recording or a text file with one R-R interval a line."
    FILE_MISSING = "There is no file {file}."
    FILE_FORBIDDEN = "{file} may not be read: its permissions forbid it."
    FILE_EMPTY = "{file} is empty: it holds no beats."
    FILE_TOO_LARGE = "{file} is no recording, and with more than {most_mb} MB too large for R-R text."
    RECORDING_WITHOUT_BEATS = "{file} is a recording without a single heart beat."
