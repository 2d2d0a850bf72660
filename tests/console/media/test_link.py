"""How a decoder process is started."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from console.media.link import _ENVIRONMENT

# Eight threads free pieces of every small size and then stand still; says what the C library counts as used
# on their behalf, and how many heaps it has.
_THREADS = """
import ctypes, re, threading
class Use(ctypes.Structure):
    _fields_ = [("_", ctypes.c_size_t * 7), ("used", ctypes.c_size_t), ("__", ctypes.c_size_t * 2)]
libc = ctypes.CDLL(None)
libc.mallinfo2.restype, libc.malloc.restype = Use, ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.open_memstream.restype = ctypes.c_void_p
libc.malloc_info.argtypes, libc.fclose.argtypes = [ctypes.c_int, ctypes.c_void_p], [ctypes.c_void_p]
done, end = threading.Barrier(9), threading.Event()
def work():
    for piece in [libc.malloc(size) for size in range(16, 1024, 16) for _number in range(7)]:
        libc.free(piece)
    done.wait()
    end.wait()
threads = [threading.Thread(target=work) for _number in range(8)]
before = libc.mallinfo2().used
for thread in threads:
    thread.start()
done.wait()
text, size = ctypes.c_char_p(), ctypes.c_size_t()
file = libc.open_memstream(ctypes.byref(text), ctypes.byref(size))
libc.malloc_info(0, file)
libc.fclose(file)
print(libc.mallinfo2().used - before, len(re.findall(b"<heap ", text.value)))
end.set()
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="another C library")
def test_a_decoders_threads_share_one_heap_and_keep_nothing_of_it_to_themselves():
    told = subprocess.run(
        [sys.executable, "-c", _THREADS],
        env={**os.environ, **_ENVIRONMENT},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    kept, heaps = map(int, told.split())
    assert heaps == 1
    assert kept < 200_000  # else over a megabyte
