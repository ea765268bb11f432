"""What a person does at one moment, in steps that are coarse enough for a drawn picture to be used again."""

from dataclasses import dataclass, replace

ANGLE_STEP, EYE_STEP = 1.5, 2.0  # degrees
SHARE_STEP = 0.2


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
        return replace(
            self,
            **{name: _step(getattr(self, name), ANGLE_STEP) for name in ("yaw", "pitch", "body_yaw")},
            **{name: _step(getattr(self, name), EYE_STEP) for name in ("eye_x", "eye_y")},
            **{name: _step(getattr(self, name), SHARE_STEP) for name in ("jaw", "narrow", "blink")},
        )


def _step(value: float, step: float) -> float:
    return round(round(value / step) * step, 3)
