"""A gateway without limits, for tests that ask more than people do."""

from typing import Final

import pytest

from torg.kit import limits
from torg.kit.limits import Limited, Per, Rate

ANY_NUMBER: Final = Rate(1_000_000, limits.DAY)


def lift_limits(patch: pytest.MonkeyPatch) -> None:
    """Lift them for every gateway that is built from now on."""
    patch.setattr(limits, "LIMITS", {})
    patch.setattr(limits, "DISTINCT", {Limited.PROFILE: [(Per.ACCOUNT, ANY_NUMBER)]})
