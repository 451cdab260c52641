"""The look: what of a face neither its lines nor its colours say, as numbers that can be drawn.

A generator that is shown one photo for each sketch makes the mean of all who fit. Here that part of
a photo which a settled generator can not tell from its sketch is measured (:mod:`.measure`), in a
basis of its principal components (:mod:`.basis`), and told to the generator in training. In
components that do not depend on the sketch and have the deviation 1, any sketch can be given any
look, so afterwards the look is drawn by chance (:mod:`.vector`).
"""
