from datetime import UTC, datetime

import pytest

from torg.sfu.dtls import Certificate


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    return Certificate.make(datetime(2030, 1, 1, tzinfo=UTC))
