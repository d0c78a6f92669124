"""What tests of the media server share."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings

from torg.sfu.dtls import Certificate

# A busy machine must not fail a property; each file bounds its own examples.
settings.register_profile("torg", deadline=None)
settings.load_profile("torg")


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    return Certificate.make(datetime(2030, 1, 1, tzinfo=UTC))
