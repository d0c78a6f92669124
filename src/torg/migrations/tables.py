"""All tables of all packages, gathered so that migrations and models can be compared."""

from typing import Final

from sqlalchemy import MetaData

import torg.accounts.models
import torg.invitations.models
import torg.media.models
import torg.rooms.models
from torg.db.base import Base

METADATA: Final[MetaData] = Base.metadata
