from tests.support.media import FakeMedia
from tests.support.signalling import Signalling, eventually, read

from torg.media.leases import Observed
from torg.stage.state import Mic, Presence


async def test_a_lease_opens_the_door(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()

    socket = await doors.connect(lease)
    join = (await read(socket)).join

    assert join.participant.identity == lease.id
    assert fake.people(str(lease.room)) == {lease.id}
    await eventually(
        lambda: Observed(lease.id, lease.account, Presence.PRESENT, Mic.NONE) in doors.told.changes
    )
