"""Draws one picture in a process of its own: SVG in, PNG out."""

import sys

from bot.pictures.png import png

sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))
