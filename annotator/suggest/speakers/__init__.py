"""Who said it: proposes the cue and the speaker of each quote."""
