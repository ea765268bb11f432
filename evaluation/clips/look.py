"""What a person does at one moment, in steps that are coarse enough for a drawn picture to be used again."""

from dataclasses import dataclass, replace

ANGLE_STEP, EYE_STEP = 2.0, 3.0  # degrees
JAW_STEP = 0.15


@dataclass(frozen=True)
class Look:
    """Degrees: yaw and eye_x to the picture's right, pitch and eye_y upwards; the rest are shares, 0 to 1."""

    yaw: float = 0
    pitch: float = 0
    eye_x: float = 0
    eye_y: float = 0
    jaw: float = 0
    narrow: float = 0  # lips drawn together, as for an "oo"
    blink: float = 0
    body_yaw: float = 0

    def rounded(self) -> "Look":
        """Where the eyes look behind closed lids makes no difference."""
        shut = self.blink > 0.5
        return replace(
            self,
            blink=_step(self.blink, 1.0),
            **{name: 0.0 if shut else _step(getattr(self, name), EYE_STEP) for name in ("eye_x", "eye_y")},
            **{name: _step(getattr(self, name), ANGLE_STEP) for name in ("yaw", "pitch", "body_yaw")},
            jaw=_step(self.jaw, JAW_STEP),
            narrow=_step(self.narrow, 0.5),
        )


def _step(value: float, step: float) -> float:
    return round(round(value / step) * step, 3)
