"""How the mouse meets controls: a slider goes where one points, and a rolling wheel moves the page, not what is on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QScrollBar,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)


class PointSlider(QSlider):
    """A level slider that a press anywhere along it sets, as well as a drag of its handle."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._handle_at(event):
            # the handle comes under the mouse first, so that a drag can go on from there
            self.setSliderPosition(self._value_at(event))
        super().mousePressEvent(event)

    def _parts(self) -> tuple[QStyleOptionSlider, int, int]:
        """The style's option, the handle's width and the length it moves over (pixels)."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        kind = QStyle.ComplexControl.CC_Slider
        groove = self.style().subControlRect(kind, option, QStyle.SubControl.SC_SliderGroove, self)
        handle = self.style().subControlRect(kind, option, QStyle.SubControl.SC_SliderHandle, self)
        return option, handle.width(), groove.width() - handle.width()

    def _handle_at(self, event: QMouseEvent) -> bool:
        option, _, _ = self._parts()
        hit = self.style().hitTestComplexControl(
            QStyle.ComplexControl.CC_Slider, option, event.position().toPoint(), self
        )
        return hit is QStyle.SubControl.SC_SliderHandle

    def _value_at(self, event: QMouseEvent) -> int:
        option, handle, length = self._parts()
        left = (self.width() - length - handle) // 2 + handle // 2
        along = round(event.position().x()) - left
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), along, max(1, length), option.upsideDown
        )


class WheelGuard(QObject):
    """Lets the wheel pass over lists and sliders that do not have the keyboard, to the page that holds them."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def watch(self, page: QWidget) -> None:
        """Watch every control on the page; those watched already are watched once."""
        for kind in (QComboBox, QAbstractSlider, QAbstractSpinBox):
            for control in page.findChildren(kind):
                if isinstance(control, QScrollBar):
                    continue
                if control.focusPolicy() is Qt.FocusPolicy.WheelFocus:
                    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.removeEventFilter(self)
                control.installEventFilter(self)
