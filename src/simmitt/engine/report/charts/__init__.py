"""Drawings for documents: each function gives one figure at two widths, made of plain SVG.

Colours stand as attributes (light, for paper) and as classes (a page's style sheet may
override them in the dark). No ids, no style attributes, no numbers that are not finite.
"""
