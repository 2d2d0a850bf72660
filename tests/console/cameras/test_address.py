import pytest

from console.cameras.address import Address
from console.problem import Problem


@pytest.mark.parametrize(
    ("text", "user", "password", "shown"),
    [
        ("rtsp://admin:s3cret@10.0.0.5:554/ch1", "admin", "s3cret", "rtsp://10.0.0.5:554/ch1"),
        ("rtsp://admin:p@ss@10.0.0.5/ch1", "admin", "p@ss", "rtsp://10.0.0.5/ch1"),
        ("rtsp://admin:100%@10.0.0.5/ch1", "admin", "100%", "rtsp://10.0.0.5/ch1"),
        ("rtsp://admin:p%40ss@10.0.0.5/ch1", "admin", "p@ss", "rtsp://10.0.0.5/ch1"),
        ("rtsp://admin:a/b@10.0.0.5/ch1", "admin", "a/b", "rtsp://10.0.0.5/ch1"),
        ("rtsp://admin:p@ss/1@10.0.0.5/x@1", "admin", "p@ss/1", "rtsp://10.0.0.5/x@1"),
        ("rtsp://10.0.0.5/cam@1", "", "", "rtsp://10.0.0.5/cam@1"),
        ("http://cam.local/v?user=bob&password=zz&ch=2", "", "", "http://cam.local/v?user=…&password=…&ch=2"),
        ("rtsp://u:pw@[fe80::1]:554/x", "u", "pw", "rtsp://[fe80::1]:554/x"),
    ],
)
def test_credentials_are_read_and_not_shown(text, user, password, shown):
    address = Address.parse(text)
    assert (address.user, address.password) == (user, password)
    assert str(address) == shown
    if password:
        assert password not in repr(address)


def test_an_odd_password_survives_the_way_to_the_opener():
    address = Address.parse("rtsp://admin:p@s/s%@10.0.0.5/ch1")
    assert Address.parse(address.for_opening()) == address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rstp://admin:hush@10.0.0.5/x", "Did you mean rtsp://"),
        ("rtsp:/10.0.0.5/x", "Did you mean rtsp://"),
        ("gopher://10.0.0.5/x", "Use rtsp://"),
        ("rtsp://admin:hush@10.0.0.5:port/x", "its port is not a number"),
        ("rtsp:///x", "names no host"),
        ("rtsp//admin:hush@10.0.0.5/x", "does not say how to reach"),
        ("Admin1:hush@10.0.0.5:554", "does not say how to reach"),
        ("", "the address is empty"),
    ],
)
def test_a_typing_error_is_named_with_its_mend_and_without_the_password(text, says):
    with pytest.raises(Problem) as caught:
        Address.parse(text)
    assert says in str(caught.value)
    assert "hush" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_files_name_may_hold_what_an_address_holds():
    for name in ("/clips/10:30@gate.mp4", "./10:30@gate.mp4", "gate@10.mp4", "clips//gate.mp4"):
        assert str(Address.parse(name)) == name
