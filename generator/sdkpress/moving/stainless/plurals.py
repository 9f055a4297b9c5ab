"""A plural in, its singular out: what the types of a resource are called after."""

from __future__ import annotations

_SAME_TEXT = """
advice aid analytics audio bus canvas cash chassis clothing commerce corps data debris equipment
expertise feedback firmware gas hardware headquarters health information lens logistics machinery
mail media metadata news police premises rain research series sms software species staff traffic
transportation wealth welfare wildlife yes
"""
_IRREGULAR_TEXT = """
aches:ache addenda:addendum agenda:agenda aliases:alias alumni:alumnus analyses:analysis
appendices:appendix atlases:atlas axes:axis bacteria:bacterium biases:bias bonuses:bonus buses:bus
caches:cache calories:calorie campuses:campus canvases:canvas censuses:census children:child
cookies:cookie crises:crisis criteria:criterion curricula:curriculum diagnoses:diagnosis dies:die
echoes:echo errata:erratum feet:foot foci:focus gases:gas geese:goose genies:genie halves:half
headaches:headache heroes:hero hypotheses:hypothesis indices:index knives:knife leaves:leaf
lenses:lens lies:lie lives:life loaves:loaf matrices:matrix men:man mice:mouse
millennia:millennium movies:movie niches:niche nuclei:nucleus parentheses:parenthesis people:person
phenomena:phenomenon pies:pie potatoes:potato prognoses:prognosis quizzes:quiz radii:radius
selves:self shelves:shelf statuses:status stimuli:stimulus symposia:symposium synopses:synopsis
syllabi:syllabus teeth:tooth theses:thesis thieves:thief ties:tie tomatoes:tomato vertices:vertex
viruses:virus wives:wife wolves:wolf women:woman zombies:zombie
"""
_SAME = frozenset(_SAME_TEXT.split())
_PAIRS = [pair.partition(":") for pair in _IRREGULAR_TEXT.split()]
_IRREGULAR = {plural: single for plural, _, single in _PAIRS}
_ENDINGS = (
    *(("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("ies", "y")),
    *(("ss", "ss"), ("us", "us"), ("is", "is"), ("s", "")),
)


def singular(word: str) -> str:
    """The singular of one lower-case English word; what has none, or is one, as it is."""
    if word in _SAME or len(word) < 3:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for plural, single in _ENDINGS:
        if word.endswith(plural):
            return word.removesuffix(plural) + single
    return word
