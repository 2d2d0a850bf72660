"""What was, instead of what is: a camera's last minute on any tile and in the large picture.

Runs on the GUI thread; decoding goes on in the decoder processes. It draws pictures and boxes as the wall
does, and knows nothing of windows, the journal or PyAV.
"""
