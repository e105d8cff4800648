# Indonesian: which words make a group; the notation is that of the English file.
set figure   = num|ord|unit|dur
set hedge    = adv.approx|adv.degree|adv.focus
set quality  = adj|ord

# Sebuah roket besar itu, tiga buah satelit komunikasi milik, para kosmonaut
np: ( det / hedge? num class? / hedge? figure / "mantan"|"almarhum"|"calon"|"eks" )* ^noun|unit|title ( noun / title / quality )* ( name / ord )* ( num not noun|unit|class )? ( noun / quality )* det*
np: ( det / hedge? num class? / hedge? figure / "mantan"|"almarhum"|"calon"|"eks" )* ^name ( name / ord )* ( num not noun|unit|class )? ( name / ord )* det*
np: hedge? figure* ^num|unit|dur class?
np: hedge? ^date
np: ^pron|refl det?
np: ^det
np: ^ord

# Tidak akan diluncurkan, telah berhasil, merupakan
vg: ( neg / modal / aux.asp / adv.focus / adv.freq )* ^verb
vg: ( neg / modal / aux.asp ) ( neg / modal / aux.asp / adv )* ^verb
vg: ( neg / modal / aux.asp / adv.focus )* ^aux.cop|aux.exist
vg: ( neg / aux.asp )* ^modal
advp: "secara" adv.degree? ^adj|noun|verb
advp: neg? ^aux.asp

adjp: ( adv.degree / neg )* ^adj adv.degree?
advp: adv* ^adv
advp: ^neg
prep: ^prep
mark: ^mark|q
rel: ^rel
conj: ^conj
punct: ^punct|sym
