"""Which file of the typeface draws which sign."""

from pathlib import Path

import pytest
from tests.support.strangers import LITERATA, letters_into

from torg.kit.faces import Faces, Run


@pytest.fixture
def faces(tmp_path: Path) -> Faces:
    if not LITERATA.exists():
        pytest.skip("the client's packages are not installed")
    return Faces(letters_into(tmp_path / "letters"))


def test_a_line_is_cut_where_the_script_changes(faces: Faces) -> None:
    assert faces.runs("Þing: Клуб") == (Run("latin", "Þing: "), Run("cyrillic", "Клуб"))


@pytest.mark.parametrize(
    ("sign", "script"), [("ł", "latin-ext"), ("Ω", "greek"), ("ạ", "vietnamese"), ("є", "cyrillic")]
)
def test_every_sign_of_the_package_has_its_file(faces: Faces, sign: str, script: str) -> None:
    assert faces.runs(sign) == (Run(script, sign),)


def test_signs_that_no_file_draws_are_left_out(faces: Faces) -> None:
    assert faces.runs("a字🎉b") == (Run("latin", "ab"),)


def test_a_line_grows_with_its_size_and_its_weight(faces: Faces) -> None:
    small, large = faces.length("Клуб Torg", 20, 400), faces.length("Клуб Torg", 40, 400)

    assert large == pytest.approx(2 * small)
    assert faces.length("Torg", 20, 700) > faces.length("Torg", 20, 400)
