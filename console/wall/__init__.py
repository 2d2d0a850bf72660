"""What is shown where: layouts of cameras on the wall's screens. Any thread; imports nothing above itself."""
