"""A camera's own alarms by ONVIF's PullPoint: subscribed to, pulled, renewed, and left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from console.cameras.onvif_metadata import local_name, read_events
from console.cameras.onvif_scene import CameraEvent
from console.cameras.onvif_soap import Soap, SoapError

TIMEOUT_S = 15.0
_PULL_S = 5  # how long a camera that has nothing to say may wait before it says so
_TERM_S = 60
_MOST = 32
_DEVICE = "http://www.onvif.org/ver10/device/wsdl"
_EVENTS = "http://www.onvif.org/ver10/events/wsdl"
_NOTIFICATION = "http://docs.oasis-open.org/wsn/b-2"
_WSNT = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager"
_DEVICE_PATH, _EVENTS_PATH = "/onvif/device_service", "/onvif/event_service"


class PullPoint:
    """One subscription. Thread: one at a time."""

    def __init__(self, soap: Soap) -> None:
        self._soap = soap
        self._url = ""
        self._reference = ""  # what the camera wants to hear again with each call

    def subscribe(self) -> None:
        """Raises SoapError."""
        self._learn_time()
        url = self._events_url()
        body = (
            f'<e:CreatePullPointSubscription xmlns:e="{_EVENTS}"><e:InitialTerminationTime>PT{_TERM_S}S'
            "</e:InitialTerminationTime></e:CreatePullPointSubscription>"
        )
        action = f"{_EVENTS}/EventPortType/CreatePullPointSubscriptionRequest"
        root = self._soap.call(url, action, body)
        reference = next(_named(root, "SubscriptionReference"), None)
        address = next(_named(reference, "Address"), None) if reference is not None else None
        self._url = (address.text or "").strip() if address is not None else ""
        self._url = self._url or url
        self._reference = _echo(reference) if reference is not None else ""

    def pull(self) -> tuple[CameraEvent, ...]:
        """What happened meanwhile; waits up to 5 s for it.

        Raises:
            SoapError: it did not answer, or ended the subscription.
        """
        body = (
            f'<e:PullMessages xmlns:e="{_EVENTS}"><e:Timeout>PT{_PULL_S}S</e:Timeout>'
            f"<e:MessageLimit>{_MOST}</e:MessageLimit></e:PullMessages>"
        )
        action = f"{_EVENTS}/PullPointSubscription/PullMessagesRequest"
        return read_events(self._soap.call(self._url, action, body, header=self._reference))

    def renew(self) -> None:
        """Raises SoapError."""
        term = f"<n:TerminationTime>PT{_TERM_S}S</n:TerminationTime>"
        body = f'<n:Renew xmlns:n="{_NOTIFICATION}">{term}</n:Renew>'
        self._soap.call(self._url, f"{_WSNT}/RenewRequest", body, header=self._reference)

    def leave(self) -> None:
        """A camera has few places for subscribers; one that does not answer frees this one in a minute."""
        url, self._url = self._url, ""
        body = f'<n:Unsubscribe xmlns:n="{_NOTIFICATION}"/>'
        for _try in range(2 if url else 0):  # whoever ends this may have cut the connection at this moment
            try:
                self._soap.call(url, f"{_WSNT}/UnsubscribeRequest", body, header=self._reference)
                return
            except SoapError:
                continue

    def _learn_time(self) -> None:
        """Who says when it asks must say it by the camera's clock, which may be an hour off."""
        body = f'<d:GetSystemDateAndTime xmlns:d="{_DEVICE}"/>'
        try:
            root = self._soap.call(_DEVICE_PATH, f"{_DEVICE}/GetSystemDateAndTime", body, signed=False)
        except SoapError:
            return  # then by ours
        moment = _utc(next(_named(root, "UTCDateTime"), None))
        self._soap.clock_ahead = moment - datetime.now(UTC) if moment else timedelta()

    def _events_url(self) -> str:
        body = f'<d:GetCapabilities xmlns:d="{_DEVICE}"><d:Category>Events</d:Category></d:GetCapabilities>'
        root = self._soap.call(_DEVICE_PATH, f"{_DEVICE}/GetCapabilities", body)
        for events in _named(root, "Events"):
            for address in _named(events, "XAddr"):
                return (address.text or "").strip() or _EVENTS_PATH
        return _EVENTS_PATH


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _echo(reference: Element) -> str:
    """The reference parameters as headers (WS-Addressing 1.0, 2.2); plain texts, as cameras have them."""
    said = ""
    for parameters in _named(reference, "ReferenceParameters"):
        for each in parameters:
            namespace, _brace, name = str(each.tag).removeprefix("{").rpartition("}")
            text = escape((each.text or "").strip())
            said += (
                f'<p:{name} xmlns:p={quoteattr(namespace)} a:IsReferenceParameter="true">{text}</p:{name}>'
            )
    return said


def _utc(moment: Element | None) -> datetime | None:
    if moment is None:
        return None
    parts = [
        next((element.text for element in _named(moment, name)), None)
        for name in ("Year", "Month", "Day", "Hour", "Minute", "Second")
    ]
    try:
        year, month, day, hour, minute, second = (int(part or "") for part in parts)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
