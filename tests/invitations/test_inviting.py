"""Making, listing and withdrawing invitations."""

from tests.support.gateway import Gateway


async def test_a_member_has_two_and_gets_a_withdrawn_one_back(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    made = [await bob.post("/api/invitations", {"language": "is"}) for _ in range(3)]
    withdrawn = await bob.delete(f"/api/invitations/{made[0].body['id']}")
    again = await bob.delete(f"/api/invitations/{made[0].body['id']}")
    listed = (await bob.get("/api/invitations")).body

    assert [answer.status for answer in made] == [201, 201, 409]
    assert made[2].code == "quota_spent"
    assert (withdrawn.status, again.status) == (204, 204)
    assert listed["left"] == 1
    assert {each["state"] for each in listed["invitations"]} == {"pending", "revoked"}


async def test_the_link_is_shown_once_and_holds_its_secret_in_the_fragment(
    gateway: Gateway,
) -> None:
    owner = await gateway.owner()
    made = await owner.post("/api/invitations", {"language": "ru", "expires_days": 30})
    listed = (await owner.get("/api/invitations")).body["invitations"][0]
    page, _, token = made.body["link"].partition("#")

    assert page == f"{gateway.origin}/ru/join/{made.body['id']}"
    assert len(token) == 43
    assert made.body["expires_at"] == "2026-12-22T12:00:00Z"
    assert listed == {key: value for key, value in made.body.items() if key != "link"} | {
        "member": None,
        "inviter_shows": False,
        "member_shows": False,
    }


async def test_another_ones_invitation_is_not_there(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    invitation, _ = await gateway.invitation()
    answer = await bob.delete(f"/api/invitations/{invitation}")

    assert (answer.status, answer.code) == (404, "invitation_dead")
    assert (await bob.get("/api/invitations")).body["invitations"] == []


async def test_an_invitation_somebody_joined_by_cannot_be_withdrawn(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await gateway.member("bob")
    invitation = (await owner.get("/api/invitations")).body["invitations"][0]["id"]
    answer = await owner.delete(f"/api/invitations/{invitation}")

    assert answer.code == "invitation_dead"


async def test_a_member_makes_ten_a_day_at_most_even_if_withdrawn(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answers = []
    for _ in range(11):
        made = await bob.post("/api/invitations", {"language": "en"})
        answers.append(made.status)
        await bob.delete(f"/api/invitations/{made.body.get('id')}")

    assert answers == [201] * 10 + [429]


async def test_expiry_is_between_a_day_and_thirty(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answers = [
        await owner.post("/api/invitations", {"language": "en", "expires_days": days})
        for days in (0, 31)
    ]

    assert [answer.code for answer in answers] == ["validation", "validation"]


async def test_nobody_invites_without_being_a_member(gateway: Gateway) -> None:
    stranger = await gateway.browser()

    assert (await stranger.post("/api/invitations", {"language": "en"})).status == 401
    assert (await stranger.get("/api/invitations")).status == 401
