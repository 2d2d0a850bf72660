"""Metadata as cameras of several makers write it: recorded in shape, invented in content."""

from __future__ import annotations

_TT = "http://www.onvif.org/ver10/schema"

# Classes as elements of a candidate, no zone on the time, coordinates from -1 to 1, y upwards.
CANDIDATES = b"""<?xml version="1.0" encoding="UTF-8"?>
<tt:MetadataStream xmlns:tt="http://www.onvif.org/ver10/schema"><tt:VideoAnalytics>
<tt:Frame UtcTime="2026-11-27T07:34:15.8280"><tt:Object ObjectId="16740">
<tt:Appearance velocity="0.00" area="5.98"><tt:Shape>
<tt:BoundingBox bottom="-0.5" top="0.5" right="0.75" left="0.25"/><tt:CenterOfGravity x="0.5" y="0"/>
<tt:Polygon><tt:Point x="0.61" y="0.78"/><tt:Point x="0.69" y="0.93"/></tt:Polygon></tt:Shape>
<tt:Class><tt:ClassCandidate><tt:Type>Human</tt:Type><tt:Likelihood>0.61</tt:Likelihood></tt:ClassCandidate>
<tt:ClassCandidate><tt:Type>Vehical</tt:Type><tt:Likelihood>0.2</tt:Likelihood></tt:ClassCandidate></tt:Class>
</tt:Appearance></tt:Object></tt:Frame></tt:VideoAnalytics></tt:MetadataStream>"""

# Classes as text with an attribute, a vehicle's make, and an object that only goes.
TYPES = b"""<?xml version="1.0" ?>
<tt:MetadataStream xmlns:tt="http://www.onvif.org/ver10/schema"
 xmlns:bd="http://www.onvif.org/ver20/analytics">
<tt:VideoAnalytics><tt:Frame UtcTime="2026-11-27T12:00:00.123456Z" Source="AnalyticsSceneDescription">
<tt:Object ObjectId="5"><tt:Appearance><tt:Shape>
<tt:BoundingBox left="-1.0" top="1.0" right="0.0" bottom="0.0"/>
<tt:CenterOfGravity x="-0.5" y="0.5"/></tt:Shape>
<tt:Class><tt:Type Likelihood="0.9">Vehicle</tt:Type></tt:Class>
<tt:VehicleInfo><tt:Type Likelihood="0.75">Car</tt:Type></tt:VehicleInfo></tt:Appearance></tt:Object>
<tt:ObjectTree><tt:Delete ObjectId="4"/></tt:ObjectTree>
</tt:Frame></tt:VideoAnalytics></tt:MetadataStream>"""

# Pixels and a transformation, another prefix, and an event beside the picture.
PIXELS = b"""<ns2:MetadataStream xmlns:ns2="http://www.onvif.org/ver10/schema"
 xmlns:w="http://docs.oasis-open.org/wsn/b-2" xmlns:tns1="http://www.onvif.org/ver10/topics">
<ns2:VideoAnalytics><ns2:Frame UtcTime="2026-11-27T15:00:00+05:00"><ns2:Transformation>
<ns2:Translate x="-1.0" y="1.0"/><ns2:Scale x="0.003125" y="-0.005555556"/></ns2:Transformation>
<ns2:Object ObjectId="1"><ns2:Appearance><ns2:Shape>
<ns2:BoundingBox left="160" top="90" right="320" bottom="270"/></ns2:Shape>
<ns2:Class><ns2:Type Likelihood="87">Human</ns2:Type></ns2:Class></ns2:Appearance></ns2:Object>
</ns2:Frame></ns2:VideoAnalytics><ns2:Event><w:NotificationMessage>
<w:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"
>tns1:RuleEngine/FieldDetector/ObjectsInside</w:Topic>
<w:Message><ns2:Message UtcTime="2026-11-27T10:00:00Z" PropertyOperation="Changed"><ns2:Source>
<ns2:SimpleItem Name="VideoSourceConfigurationToken" Value="V_1"/>
<ns2:SimpleItem Name="Rule" Value="Gate"/></ns2:Source>
<ns2:Key><ns2:SimpleItem Name="ObjectId" Value="1"/></ns2:Key>
<ns2:Data><ns2:SimpleItem Name="IsInside" Value="true"/></ns2:Data></ns2:Message></w:Message>
</w:NotificationMessage></ns2:Event></ns2:MetadataStream>"""

# No prefix at all, a motion region without a class.
BARE = b"""<MetadataStream xmlns="http://www.onvif.org/ver10/schema"><VideoAnalytics>
<Frame UtcTime="2026-11-27T10:00:00Z"><Object><Appearance><Shape>
<BoundingBox left="-0.2" top="-0.2" right="0.2" bottom="-0.6"/></Shape></Appearance></Object></Frame>
</VideoAnalytics></MetadataStream>"""

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<MetadataStream>&lol3;</MetadataStream>"""

OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<MetadataStream>&file;</MetadataStream>"""


def things(
    *boxes: str, label: str = "Human", likelihood: float = 0.9, utc: str = "2026-11-27T10:00:00Z"
) -> str:
    """A document with a thing for each text of attributes: `left="-1" top="1" right="0" bottom="0"`."""
    objects = "".join(
        f'<tt:Object ObjectId="{number}"><tt:Appearance><tt:Shape><tt:BoundingBox {box}/></tt:Shape>'
        f'<tt:Class><tt:Type Likelihood="{likelihood}">{label}</tt:Type></tt:Class>'
        "</tt:Appearance></tt:Object>"
        for number, box in enumerate(boxes, 1)
    )
    return (
        f'<tt:MetadataStream xmlns:tt="{_TT}"><tt:VideoAnalytics><tt:Frame UtcTime="{utc}">{objects}'
        "</tt:Frame></tt:VideoAnalytics></tt:MetadataStream>"
    )


def notification(topic: str, *, rule: str = "Gate", data: str = "", operation: str = "Changed") -> str:
    """One wsnt:NotificationMessage; `data`: `Name="IsInside" Value="true"`, or nothing."""
    item = f"<tt:SimpleItem {data}/>" if data else ""
    return (
        f'<wsnt:NotificationMessage xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" xmlns:tt="{_TT}" '
        'xmlns:tns1="http://www.onvif.org/ver10/topics">'
        f"<wsnt:Topic>{topic}</wsnt:Topic><wsnt:Message>"
        f'<tt:Message UtcTime="2026-11-27T10:00:00Z" PropertyOperation="{operation}">'
        f'<tt:Source><tt:SimpleItem Name="Rule" Value="{rule}"/></tt:Source><tt:Data>{item}</tt:Data>'
        "</tt:Message></wsnt:Message></wsnt:NotificationMessage>"
    )


def event_document(*notifications: str) -> str:
    inside = "".join(notifications)
    return f'<tt:MetadataStream xmlns:tt="{_TT}"><tt:Event>{inside}</tt:Event></tt:MetadataStream>'
