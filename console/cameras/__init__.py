"""What a camera is: its address, its place, the site's database. Any thread; imports nothing above itself."""
