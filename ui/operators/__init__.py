"""Who sits at the desk: signing in, the lock, and the administrators' window of who works here.

Thread: GUI. Passwords are shown to nobody, kept in no variable longer than it takes to ask, and checked by
the engine on a thread of its own. Nothing here decides who may do what.
"""
