"""Roads that stay open whatever the free numbers of a case may be: conformant plans.

A plan is conformant if it works from every state in which one might be; here it is a calendar of blocks that
reaches the goal with some chance in every world. Source: R. Goldman and M. Boddy, "Expressive planning and
explicit knowledge", AIPS (1996).
"""
