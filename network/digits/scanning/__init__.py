"""From a picture file to the ink of one digit: what `network.digits.scan` is made of.

`opening` brings files of any format to one form, `layers` tells where there is a picture at all
and in which colours ink differs from paper, `sheet` finds the paper on a desk, `paper` what the
paper looks like under the ink, whatever light falls on it, and `strokes` what of the ink is the
digit.
"""
