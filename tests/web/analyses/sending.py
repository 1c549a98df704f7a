"""Sending a file as the page's script does."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from simmitt.web.cases.models import Case

JSON = {"Accept": "application/json"}


@dataclass
class Sender:
    """A browser that sends files of one company."""

    client: Client
    case: Case

    def begin(self, name: str = "logg.csv", size: int = 10, mark: str = "1") -> Any:
        """Say which file is to come."""
        url = reverse("uploads", args=[self.case.company.public_id])
        return self.client.post(url, {"name": name, "size": size, "mark": mark}, headers=JSON)

    def told(self, upload_id: str) -> Any:
        """Ask how far a file has come."""
        return self.client.get(reverse("upload", args=[upload_id])).json()

    def piece(self, upload_id: str, offset: int, piece: bytes) -> Any:
        """Send a piece."""
        return self.client.post(
            reverse("upload", args=[upload_id]),
            data=piece,
            content_type="application/octet-stream",
            headers={"Upload-Offset": str(offset)},
        )

    def send(self, content: bytes, name: str = "logg.csv", pieces: int = 1) -> str:
        """Send a whole file in so many pieces; give its id."""
        upload_id = str(self.begin(name, len(content)).json()["id"])
        step = -(-len(content) // pieces)
        for offset in range(0, len(content), step):
            answer = self.piece(upload_id, offset, content[offset : offset + step])
            assert answer.status_code == 200, answer.content
        return upload_id

    def hand_in(self, *ids: str) -> Any:
        """Make a set of data of the files."""
        url = reverse("data_hand_in", args=[self.case.company.public_id])
        return self.client.post(url, {"upload": list(ids)}, headers=JSON)
