# English: which words make a group. "KIND: STEPS"; at each word the longest match counts, of two alike the upper one. ^ is the
# head (the last one met), ? * + how often, ( a / b ) a choice, = "has no other reading". docs/trees.md
set det0     = det|poss
set figure   = num|ord|unit|dur
set quality  = adj|ord|num|verb.part|verb.ing
set hedge    = adv.approx|adv.degree|adv.focus
set thing    = noun|name|unit|title

# The crew, its first two unmanned flights, all the red rockets
np: not "a"|"an" det0+ quote? hedge? figure* ( quality / adv.degree quality / adv.manner quality / quality conj adj / quality "," adj )* ( noun / name / title / unit / adj / num )* ( ^thing|num|dur / ^name num )
# A lunar lander, an Ariane 5 rocket; a name behind is none of it: an event Mexico hopes for
np: "a"|"an" quote? hedge? figure* ( quality / adv.degree quality / adv.manner quality / quality conj adj / quality "," adj )* ( name / num / adj )* ( noun / title / unit / adj / num )* ( ^thing|num|dur / ^name num )
# Two satellites, first flights, NASA officials, old rockets
np: hedge? ( figure / adj / =verb.part / adv.degree adj / adj conj adj / adj "," adj )* ( noun / name / title / unit / adj / num )* ( ^thing / ^name num )
np: hedge? num|ord|unit+ quality+ ( noun / name / title / unit / adj )* ^thing
np: hedge? figure* ^num|unit|dur
np: hedge? ^date
# of its owner: 's departing chief
np: pos hedge? figure* ( quality / adv.degree quality / adv.manner quality / quality conj adj / quality "," adj )* ( noun / name / title / unit / adj / num )* ( ^thing|num|dur / ^name num )
# This, most, they; the dead, the first
np: hedge? ^pron|refl|ex
np: ^det
np: det0 ( adv.degree / hedge )? figure* ^adj|ord|num|adv

# To land, has been launched, did not quite reach, is
vg: to ( adv / neg )* ^verb.base
vg: to ( aux ( adv / neg )* )* ^verb
vg: modal? ( adv / neg )* ( aux ( adv / neg )* )* ^verb
vg: ( modal / aux ) ( adv / neg / aux )* ^verb
vg: modal ( adv / neg )* ( aux ( adv / neg )* )* ^verb
vg: modal? ( adv / neg )* ( aux ( adv / neg )* )* ^aux
vg: ^modal

adjp: ( adv.degree / adv.approx / adv.manner )? ^adj|ord
advp: adv* ^adv
advp: ^neg
prep: ^prep
mark: ^mark|q
rel: ^rel
conj: ^conj
punct: ^punct|pos|sym
