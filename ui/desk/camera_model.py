"""Cameras grouped by the kind of their place, with the state of each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.cameras.camera import Camera
from console.cameras.places import PlaceKind
from console.language import N_, _, ngettext
from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault, fault_text
from ui.camera_drag import CAMERA_MIME, CameraDrag
from ui.desk.camera_search import find

CAMERA_ROLE = Qt.ItemDataRole.UserRole
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
_KINDS = {
    PlaceKind.SCHOOL: N_("Schools"),
    PlaceKind.KINDERGARTEN: N_("Kindergartens"),
    PlaceKind.CROWDED: N_("Crowded places"),
    PlaceKind.STREET: N_("Streets"),
}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    kind: PlaceKind
    places: int
    cameras: tuple[Camera, ...]


class CameraModel(QAbstractItemModel):
    """Two levels: kinds of place, then their cameras, a place's cameras together, by number. Thread: GUI."""

    def __init__(self, cameras: Sequence[Camera], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(cameras)
        self._words = ""
        self._states: dict[str, TileState] = {}
        self._faults: dict[str, PictureFault] = {}
        self._groups: list[Group] = _grouped(self._all)

    @property
    def cameras(self) -> Sequence[Camera]:
        return self._all

    def shown(self) -> list[Camera]:
        """The cameras that the search leaves, in the order of the list."""
        return [camera for group in self._groups for camera in group.cameras]

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        self._all = list(cameras)
        self._regroup()

    def search(self, words: str) -> None:
        self._words = words
        self._regroup()

    def set_states(self, states: Mapping[str, TileState]) -> None:
        """Tells the view only of what changed: hundreds of cameras, polled twice a second."""
        before, self._states = self._states, dict(states)
        for row, group in enumerate(self._groups):
            parent = self.index(row, 0)
            for place, camera in enumerate(group.cameras):
                if before.get(camera.id) is not self._states.get(camera.id):
                    changed = self.index(place, 0, parent)
                    self.dataChanged.emit(changed, changed, [STATE_ROLE])

    def set_faults(self, faults: Mapping[str, PictureFault]) -> None:
        """What ails pictures, for whoever asks by the pointer or a screen reader."""
        self._faults = dict(faults)

    def index_of(self, camera_id: str) -> QModelIndex:
        for row, group in enumerate(self._groups):
            for place, camera in enumerate(group.cameras):
                if camera.id == camera_id:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    # The stubs give QObject.parent() the same name.
    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(int(group) - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].cameras)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if not index.internalId():
            return _group_data(self._groups[index.row()], role)
        camera = self._groups[int(index.internalId()) - 1].cameras[index.row()]
        state = self._states.get(camera.id, TileState.OFF)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{camera.number} {camera.title}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            fault = self._faults.get(camera.id)
            words = [f"{camera.number} {camera.title}", state.title()]
            return " · ".join([*words, fault_text(fault)] if fault else words)
        return {CAMERA_ROLE: camera, STATE_ROLE: state}.get(role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() and index.internalId() else flags

    def mimeTypes(self) -> list[str]:
        return [CAMERA_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The camera that is carried onto a wall."""
        camera = indexes[0].data(CAMERA_ROLE) if indexes else None
        return CameraDrag(camera.id).mime() if isinstance(camera, Camera) else QMimeData()

    def _regroup(self) -> None:
        self.beginResetModel()
        self._groups = _grouped(find(self._all, self._words))
        self.endResetModel()


def _grouped(cameras: Sequence[Camera]) -> list[Group]:
    groups = []
    for kind in PlaceKind:  # children's places first
        inside = [camera for camera in cameras if camera.place.kind is kind]
        first = {camera.place.id: camera.number for camera in sorted(inside, key=_number, reverse=True)}
        inside.sort(key=lambda camera: (first[camera.place.id], camera.place.id, camera.number))
        if inside:
            groups.append(Group(kind, len({camera.place.id for camera in inside}), tuple(inside)))
    return groups


def _number(camera: Camera) -> str:
    return camera.number


def _group_data(group: Group, role: int) -> object:
    name = _(_KINDS[group.kind])
    if group.kind is not PlaceKind.STREET:
        name = f"{name} · {group.places}"
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return name
    if role == COUNT_ROLE:
        count = len(group.cameras)
        return ngettext("{count} camera", "{count} cameras", count).format(count=count)
    return None
