"""English words and names of 5 to 9 letters that have the shape of a coined word.

Made by scripts/build_veto.py from wordfreq (CC BY-SA 4.0 data); do not edit.
"""

WORDS = """
ababa abadi abama abandon abare abase abate abedin abelson abete abeti abidal abide abidi abidin abiga abine abita
abite abitibi abitu abode abomi abora abore abori aborigine abota abuja abuse abusi adaga adage adama adame adami
adamo adamson adamu adana adani adara adata adati adelman adelson adema ademi ademo adena adene adeni adenine adenoma
adenosine aderi adida adige adimi adina adine adipose adise adiso aditi adobe adobo adone adora adore aduro agama
agamemnon agape agara agarose agasa agata agate agati agedi ageme agenda ageri agina agine agini agita agitate agogi
agogu agona agoni agora aguna ahaha ahahaha ahahahaha ahama ahara aharon ahimsa ahiti ahoga ahoma ahone ahora ahore
ahuja ahura ajama ajami ajanta ajiki ajori akademi akage akagi akaka akamu akane akari akasaka akedo akeho akemi akene
akeni akesi akiba akihabara akihiko akihito akiko akimbo akira akita akota akuma akura akure alban albanese albani
albano albedo albin albina albini albino albon album albumen albumin albuterol aldebaran alden aldin aldine aldon
algal algam alginate algol algoma alhaji alhal alkal alkan alkane alkene alkin almaden alman almen almin almira almon
almonte almora alpena alpin alpina alpine alrite alsel alsina altadena altamira altan alten altera altidore altim
altima altin altitude alton altona amaba amada amado amage amagi amaha amalgam amana amanda amane amani amanita amano
amara amaral amare amari amaro amaru amasa amata amate amaterasu amati amato amature ambani ambon ambul amden ameda
amedi ameni amera ameri amerigo amerika amero amesa amese ameso amete amgen amhara amibi amida amide amiga amigo amina
amine amini amino aminu amira amire amiri amirite amisom amita amite ammal amman ammin ammon ammonite ammun amnin
amnon amona amoral amore amoro amoroso ampan amparo amperage ampere ampin ampol ampon amputate amram amran amrita
amson amsun amura amuro amuse amusi anabel anada anadi anaga anage anagi anahe anaka anaki anakin anama anamo anana
ananda anansi anapo anasi anaso anata anati anato anatol anbul andal andaman andan andante andel andem andere anderen
andesite andin andol andom andon andum anelka anemi anemone anese aneta angal angan angara angel angem angen angin
angina angol angon angora angul anhun anibal anide aniga anika anima animal animate anime animo anine anipu anisa
anise anisi anita anite aniti anito anjem anjin ankan ankara anken ankin ankita annabel annal annam annan annel annika
annin annon annotate annul annum anode anoka anoke anoma anoni anopa anora anore anote ansan ansari ansel anselmo
ansen ansin ansom anson antal antan antara antel anten antenatal antenna antennal antero antidote antigen antigone
antihero antil antim antin antisense antiserum antom anton antone antoni antonin antonina antonine antonino antum
anube anupam anure apabi apane apapa apara apatite apego apere aperi apida apiro apita apito apora apore aposi arabe
arabi arada arade aradi arado arage arago aragon aragonese aragonite aragu araje arakan araki arame arami aramo arana
aranda araneta arango arano arapaho arasi araso arata arate arati arato aratu arede aregi areho aremo arena arenado
arenal arene areta arete aribo arigato ariju arima arina arine arino arisa arise arisen arisi ariso arita ariti arito
aroha aroma aromatase arome arona arone aroni aronson arora arosa arose aruba aruna arundel aruto asaba asada asade
asado asahi asahina asaki asakura asakusa asami asana asano asansol asante asari aseba asema aseme asera asibi aside
asinine asino asise asite asiti asoka asona asone asoni asota asuka asuna asura asure asuri ataba atago ataka atani
atapu atara atari atase atebo ategi atego ateho atema ateme atene ateni atera atere ateri atibi atigu atiku atima
atina atino atinu atire atiri atisa atise atiti atitu atoga atomi atonal atone atoni atora atore atori atura ature
aturi atute atuto babangida babatunde babel babil babin babita badal badan baden bagan bagel bahaha bahahaha baham
bahama bahari bahasa bajan bajoran bakari bakin bakugan bakugo bakunin balbo baldi baldini balham balka balkan balme
balmoral balsa balsam balti baltimore balto bamako bamba bambara bambi bambini bambino bambo bamenda banal banan
banana banda bandage bandana bandanna bande bandera bandi bandido bandini bandito bando bandon bandura banega banga
bange bangi bangin bango bangura banham banja banjo banjul banka banke banki banna bannan banne banni banno bannon
bannu banon bansal banta bantam bante banton bantu baraka baran barel barin barisan barite baritone baroda barom baron
barone baroni barun basal basanti basel basem baseman basemen basil basildon basin batam batan batem bateman bateson
batim batin baton batum batumi began begin begone begum begun behal behan behati behem behin behol beholden bekasi
belden belge belgi belka belkin belmo belmonte belmore belsen belson beltane belton bemba benda bende bendel bendi
bendigo benga bengal benham benihana benin benita benito benja benjamin benji benne benno benoni benso benson benteke
bento benton bentonite berahino beral beran berate beren berenson berin berita berube beside betan betel betide beton
biden bidin bihari bijan bikin bikini bilbo bilge bilson bilton bimbo bimini bimodal binde bindi bindu binge bingen
bingo binin binso bipedal bipin bipol biron bison bital bitan bitin bitumen boban bodega boden bodil bodim bodin
bodine bogan bogen bogota bohan bohannon bohem boheme bohol bohun bojan boken bolde bolden boldin boldon bolsa
bolsonaro bolte bolto bolton boman bomba bombe bombi bomin bonan bonanno bonbon bonda bondage bonde bondi bondo bonga
bongo bonham bonin bonino bonita bonito bonke bonne bonni bonobo bonomi borage borate boredom boreham borel boren
borin borini borodin borodino boron boruto boseman bosom boson bosun botan botelho botero budokan buganda buhari
bujumbura bukan bulba bulbul bulga bulgari bulge bulgi bulgogi bulma bumme bumpe bumpi bumpin bunal bunda bunde bunga
bunge bungo bunke bunni bunsen bunti bunton buntu buren burin burun burundi busan busin butane butanol butera butin
butina dabil dagan dagen dagenham dagon dagupan dahan dakin dakota dalman dalto dalton damage daman damansara damen
dameron dammam damme dammi damna damne damni damon damone dampen damsel damson dando dangal dange dango dangote danika
danke danko danna danni danon danone danse danson dante danton danube daren darin daron darul dasani database datetime
datin datum datura debase debate deben debenham debenture debil debora debun debutante degen dejan delbe delga delgada
delgado delhi delma delta deman demba demen demerara demerol demise demme demna demne demni demol demon demonise
demote demure dengan denham denim denin deniro denise denison denki denma denman denna denni dennison denom denon
denote densa dense densi denso denson denta dental dentate dente denti dentin dentine dento denton denture depen
depose depute deral deran dereham derel deren deride derin deron derosa desire desol desoto deten detente deton
detonate dibaba dibil didonato digan digen digimon digital dijon dikembe dildo dilma dimen dimin dimon dinal dinamo
dinan dinbu dinero dingo dinin dinka dinkum dinna dinne disabuse disal disengage disil disin dison disuse ditin dogan
dogen dogon dolman dolmen doman domen domin domina dominate domine domingo domini dominika domino dominum domme donal
donate donati donato donde donegal donegan donelson donga donin donke donme donna donnan donne donni donno donte dopam
dopamine dopin dorado doral doran doren dorinda dorito doron dorota dosage dosin dotage dotal dubin dubon dubose dugan
dugin duhamel dukedom dulge dulgi dulte dumba dumbe dumbo dumdum dummi dumpe dumpi dunba dunda dunde dundon dunedin
dunga dungannon dunge dunha dunham dunkel dunki dunkin dunmore dunne dunnigan dunno dunton dupage dupin dupon dural
duran durango durante durarara duren durin durum dusan dusen ebane ebano ebata ebate ebati ebeka ebike ebina ebora
ebuke ebute ebuti edaba edago edamame edati edato edelman edelson edema edenton edera edere ederi edesi edete edibi
edime edina edinboro edinson edire ediso edison edita edite editi edito edomi edoni edora edore edura edure edusa
egade egasu egate egati egemo egene egeta egime egina egiti egori egoti ehabi eheme ehemo ejudi ekaterina ekiti elden
eldin eldom eldon eldora eldorado elgin elkin elman elmin elmira elmon elmore elpin elsen elsin elsinore elson elten
eltin elton emade emake emana emanate emani emanu emate emati emato ematu emban embel embolden emden emedi emeka emeni
emera emeri emeril emerita emesi emete emiko emina emine eminem emini emira emirate emirati emise emite emiti emman
emmen emmin emnan emnin emode emoji emona emoni emora emori emote emoti empanada empire emsel emson emune enada enade
enage ename enamel enani enari enata enate enati enato endal endan endel endem endemol enden endin endon endul endum
endura endure enduro enedi enega enema enemi enera eneri enero enesi eneti engadine engage engal engel engen engin
engine engul enham enhan enise enita enite eniti enjam enkidu enkin enmen enmore ennan ennel ennin ennon enome enomi
enomo enopa enote enrage enrol enron ensel ensem ensen ensenada ensil ensin enson ensure ental entan entel enten
entente enteral entil entim entin entire entol enton entum enugu enumerate enure epage epara epare epari epati epene
epeni epeti epide epidural epipen episo episode epito epitome epitope epose eposi eputa epute eputi eraba erabi erade
eradi erage eragi eragon erama erame erami erape erapi erase erasi erasure erate erati erato eratu eredi eregu eremi
eremo erena erene ereni eresa ereti erida eridi erika erime erina erine erisa erise erita erite erito eritu erobi
erode eroga eroge eroke erome erona erone eroni erose erosi eroso eroti eroto erudite erusa eruse esake esame esape
esebu eside esidi esidu esira esire esita esome esona esota esote esuma esume esumi etabo etada etake etami etamo
etari etate etati etene etera eteri etero etime etina etire etiri etite etiti etito etona etori etude gabaldon gabel
gabon gabonese gaborone gagan gagarin gagem gagin gahan galba galpin galton gamal gamba gambi gambino gambon gamen
gamera gamete gametime gamin gamma gammon gamora ganapati ganda ganga ganja ganna gannon ganon ganpati gansu ganti
gapin garage garam garen garibaldi garin garon garonne garuda gasol gatin gatorade gegen gehenna gelman gemara gemen
gemin gemini gemma gemon genaro genda gende genera general generate genhe genital genji genki genna gennaro genom
genome genre genta gente genti gentil geral geraldine geraldo geren gerin gerome geronimo getin gibil gigan gigante
gijon gilbe gilda gildan gilde gilman gilmo gilmore gilpin gilson gimbal gimbel gimen gimme gimmi gimpo ginal ginga
ginge ginin ginkel ginko ginne ginni gintama gintoki giraldo giron girona gironde gital gitano gitim godin gogol gohan
gojira golda golde golden goldi goldin goldoni golgi golson gombe gonadal gonal gonda gonna gonne gopal goran goren
goril gorin goten gujarati gulden gumbel gumbo gumen gummi gunda gundam gundogan gunga gunge gunma gunman gunme gunmen
gunmetal gunna gunne gunni gunnison gunpo gunton gural gurin guruji gurukul guson guten habana habanero haben habiba
habibi habil haden hadin hadon hagan hagel hagen hahaha hahahaha hajime hakam hakan hakata haken hakim hakin hakone
hakuna haldane haldeman halden haldol halme halperin halpin halse halte halti halton hamada hamam haman hambe hambu
hamdan hamden hamdi hamel hamil hamilton hamin hamma hammadi hammam hamman hamme hammel hammo hammon hammurabi hamon
hampa hampe hampi hampo hamra hamsa hanabi hanako hanan handa hande handel handi hando haneda hanel hanga hange hangi
hangin hango hangul hanji hanka hanke hanki hankin hanna hannam hannan hanne hanneman hanni hannibal hannigan hanno
hannon hanol hanrahan hansa hanse hansel hansen hansi hanso hansom hanson hante hanti hanto hanuman hapel hapin harada
harajuku haralson haram harambe haran harapan harare harari haredi harel harem haren haribo harin hariri harol haron
haruhi haruka haruki haruko harum harumi harun haruna hasan hasidim hasil hasin hasina hatem hatin hedel hedin hedul
hegel hegem hegemon hehehe hehehehe heldo helga helge helma helman helme helmi helpe helpi helpin helse helsi helsinki
helte helto helton heman hematite hematoma hemel hemen hemin hempel hemse henan hende hendo hendon henge henin henke
henkel henman henna henne hennepin henni hennigan henom henri hensel hensi henso henson henta henti heparin heral
heran heren hereto herin heritage heroku heron heseltine hesitate heson hetam hetero hibal hibiki hidalgo hideki hidin
higan hijikata hikari hikaru hikin hilda hilde hildi hilha hilson hilto hilton himal himiko himme himmel himne himpa
himse himsi hinata hinde hindi hindu hinge hinin hinji hinka hinke hinki hinman hinne hinni hinojosa hinso hinson
hinte hinti hinton hipel hiragana hiram hirano hirata hirin hirohito hiroki hiroko hiromi hirono hirose hirota hisako
hisel hisense hisoka hitam hiten hitin hitomi hitori hoban hoboken hodel hodol hogan hogen hogon hokage hokin hokum
hokuto holde holdem holden holdi holdin holgate holma holman holme holso holte holton homage homan homebase homel
homem homemade homepage homerun homin hominem hominin hommage homme homso homura honan honda hondo hondu honduran
hongo honiton honoka honol honore hopel hopin horal horan horel horin hosanna hosen hotaru hotel hotom hoton hugel
hulda hulme hulse hulton human humana humane humani humbe humbo humeral humil humira hummel hummi hummu humoral humpi
hunan hunde hunga hungama hunge hungo hunnam hunne hunte hunti huntin hunton huron hutan ibaba ibadan ibaka ibaraki
ibera iberi ibero ibeta ibido ibite ibiti ibito ibodi ibuki ibuna ibune ibuta ibute ibuti ibuto idaho idari idate
idati ideba idebo ideki idemi idene ideni idera idere ideri idina idote igade igadi igame igare igate igati igato
igeno igera igere igeri igibi igidi igina igine igita igoro igote igura igure iguri ihadi ijebu ikari ikebana
ikebukuro ikeda ikeja ikene ikini ikipe ikita ildin ilham ilhan ilhel ilkin ilman ilmen ilmenite ilmin ilson iltin
ilton image imagen imagi imagin imagine imago imani imari imate imati imatu imbal imbibe imbin imedi imelda imeri
imeta imete imeti imida imina imini imino iminu imise imita imitate imite imiti immature immel immen immense immin
immon immoral immun immune immuno immunol imogen imogene imone imoni imono imore imosi impal impan impede impel impen
imperil impetigo impin impinge impose impul impulse impun impure impute imran imsel imson inaba inabi inade inage
inane inani inanimate inanna inara inari inase inate inati inato inbal indaba indan inden indenture indigo indin
indira indon indore indul indulge ineba inega ineke inema ineme inera ineri inese inete ineti ingal ingame ingem ingen
ingin ingul inhal inhum inhuman inhumane inida inigo inima inimi inimu inine inini inise inite initi injun injure
inkil inkin inman inmate inmen innam innate innin innon innum inoma inona inori inosa inositol insan insane insel
insen inside insite insol insom inson insul insure intake intan intel inten intense interim intesa intim intima
intimate intime intin intol inton inundate inure inute inuti ipanema ipate ipati ipato ipedi ipina ipino ipita irage
irani irate irati irato ireba irema ireme irena irene irepo ireso ireton irina irite iritu irobi iroha ironi ironman
ironmen ironside ironton iruse isabe isabel isabi isadora isadore isage isamu isati iseme isemi isera iseri isibi
isidore isine isita isite isiti isito isobe isobel isode isodi isolde isomerase isone isoni isono isoto isotope isure
isuse itabi itade itage itake itami itani itari itate itati iteha itehe iteho iteme itene itera iterate iteri itiga
itima itime itine itoba itome itone itore itori itude itudi itune iture itute ituti jabal jabari jadeja jaden jagan
jahan jamal jamba jambi jambo jamel jameson jamil jamin jamison jamme jammi jammin jammu jamon jamuna janaki janata
janda janel jango janin janina janine janko janna janne janse jansen janson janta japan japanese japon jaren jarome
jaron jason jatin jebel jehan jemima jemison jemma jenga jenin jenison jenki jenkin jenkinson jenko jenna jenne jenni
jense jensen jenson jerem jerom jerome jeronimo jigen jihadi jihan jimbo jimin jimmi jinan jindal jingo jinja johan
johanan johanna johanne johannine johansen johanson johore jojoba jokin jokinen jolson jonatan jonge jonjo jonna
jonson joram jorin josuke jotaro jubal jubil juden judoka jujube jumanji jumbo jumpe jumpi jumpin junge juninho
junipero junji junki junko junta junto jurin jutan kabel kabuki kabul kabuto kadam kaden kadena kadima kaduna kagame
kagami kagan kagin kagome kagura kahan kahane kahani kahuna kajal kajol kakadu kalki kalman kalpa kalpana kamakura
kamal kaman kamara kameda kamel kamen kameron kamil kamin kamina kamini kamino kampen kamran kanaka kanako kanal
kaname kanan kanata kanban kanda kandel kandi kaneda kaneki kaneko kanga kangana kanin kanji kanna kannada kannan
kanno kanon kansa kansan kanta kante kanti kanto kapil kapital kapitan karajan karakoram karam karan karate karel
karen karena karenina kariba karim karima karimi karin karina karine karol karon karun karuna kasam kasama kasem kasim
kasuga kasumi katakana katamari katan katana katanga katara katarina katerina katin katina katipunan katona kebede
kedin kegan kegel kehol kelman kelse kelsi kelso kelton kemal kemba kemon kempe kenan kenda kendal kendo kenin kenji
kenmare kenmore kenna kennan kenne kennel kennen kenobi kenora kenpo kensal kensi kenta kentaro kenton kentu keral
keratin kerel kerem keren kerim kerin kerosene ketamine ketan ketel ketin ketone kibaki kibera kijiji kilda kildare
kilgore kilma kilmore kimani kimba kimbe kimbo kimiko kimme kimmel kimmi kimmo kimon kimono kimora kimura kinase kinda
kinde kinkade kinki kinne kinno kinso kiran kiribati kiril kirin kirito kiruna kisan kisaragi kisumu kitamura kitana
kitano kobane kobani kodama kogan kohaku koham kohan koharu kohima kojima kokoda kokomo kokoro kolbe kolka kolkata
komal komba kombi komen kommen komodo komsomol konami konan kondo kongo konin konkan konkani konno konoha konta koran
koren koroma kosuke kotaku kotaro kotoko kotori kuban kubota kugel kumamoto kumara kumari kumasi kumiko kumite kunal
kunda kundan kundera kunene kunkel kunta kurama kurapika kurata kuril kuroda kuroki kuroko kurosaki kurumi kusama
kusanagi lbani lbino lboro ldemo ldere lderi ldine lgado lgama lgari lgate lgeri lgori lhasa lhota lkata lkati lmana
lmina lmona lmone lmore lnera lpape lpine lrose lside ltage ltane ltati ltera ltere lteri ltese ltidi ltima ltime
ltimo ltina ltipu ltitu ltoge ltura lture mabel mabon mabuse madam madama madame madan madani madara madel madem
madera madero madiba madigan madina madison madoka madon madonna madura maduro magen magenta magento magin mahajan
mahal mahama mahan maharaja maharani mahinda mahira mahon mahone majima majin majora majorana majuro makan makati
maken makerere makin makino makita makoto malde malden maldi maldini maldon maldonado malga malka malkin malmo malnu
malta malte maltese malton maltose maman mamata mamba mambo mamen mamma mammal mammo mammon mamoru mamta manabu manado
manage manama manami manan manana manda mandal mandan mandarin mandate mande mandel mandelson mandi mandingo mandinka
mandira mando mandu manen manga mangaka mangal mangan manganese mangano mange mango mangum manha manho manhu manikin
manil manipal manitoba manju mankato manki manmade manmohan manna mannan manne manni mannitol mannose manon manpo
manresa mansa manse mansel mansi manso manson manta mantel manti manto manton manuka manure maputo maradona maran
marana marano maren marengo maribel marija marika marikana marikina mariko maril marimba marin marina marinade
marinara marinate marine marini marino mariposa marisa marisol marita marital maritima maritime maron maroni maronite
maruti masada masahiko masahiro masaki masako masami masamune masaru masato maserati maseru mason masonite masuda
matan mataram matata matel matera matija matil matilda matilde matin matol matum mature maturin mbata mbati mbeki
mbere mberi mbigu mbina mbine mbini mbiti mbodi mbone mebane medal medan medel medin medina meditate medusa megaman
megami megan megane megara megaton megumi melba melbo melman melro melrose melte melti melton membe memel memento
memnon memon memoranda memorise memri menage menahem menal menda mende mendel mendelson mendi mendo mendon mendota
menem menin menino menke menken menno mennonite menon mensa mense mensi menta mental mente menti mento menton mentone
mentu menudo menuhin meral meram meran merapi merel merida meriden merin merino meron mesan meson metadata metahuman
metal metam metim metin midol midori mikado mikal mikami mikan mikasa mikel mikoto milde mildura milka milken milki
milman milne milto milton mimosa minal minami minamoto minan minato minda minde minden mindi mindoro minem minen
minera mineral mineta minge mingo minha minho minigame minigun minim minima minimal minimise minimum minin minka minke
minna minne minnehaha minnesota minni minol minolta minora minori minoru mintage minte minto minton minum minute
minuteman minutemen mirabel mirada mirage miral miran miranda mirena mirin miron misaki misano misato miserere misin
misun misuse mitanni mitigate mitin mitogen mmage mmake mmaki mmanu mmari mmate mmati mmato mmatu mmedi mmemo mmere
mmeri mmine mmoda mmodi mmodo mmone mmoni mmora mmoti mmuna mmune mmuni mmuno mmute mmuti mnasi mnati mnesi mnibu
mobil mobutu modal model modem modena moderate moderato modul mogen mogul moham mohammadi mohan mohegan mohenjo mohini
mohun mojito mokin molde moldi moldo molson molte molten molto molton mombasa momen momenta momento momentum momma
momoko momsen monahan monal monaro monda monde mondo monel monero monetise monge mongo mongol monika monin monke monmo
monol monona mononoke monotone monro monsa monsanto monsi monso monson monta montage montagu montalban montana montane
montano monte montego montel montero monti monto monum monumenta mopol moraga moral moran morano morata morel moren
morena moreno moreso moreton morimoto morin moringa morison morita moron moroni morose mosel mosin mosom mosul motel
motin motoko mpage mpani mpara mpare mpari mpati mpeda mpede mpedi mpene mpera mpere mperi mpero mpete mpeti mpetu
mpire mpiri mpone mpora mpose mposi mposu mpote mpuni mpure mpuri mpuse mputa mpute mputi mrade mugabe mugen muham
muhammadu mujahedin mukul mulbe mulde mulga mulsanne multa multan multi multimode multitude multu mumba mumbo mumma
munal munda mundane mundi mundine mundo mungo munna munol munro munson murakami mural murano murasaki murata murine
murugan musem musil musin musume mutagen mutan mutate mutil mutin mutombo nabil nadal nadel nadim nadin nadine nagan
nagano nagara nagasaki nagase nagata nagato nagel nagem nagin nagisa nahal nahan nahin nahum najam nakajima nakam
nakama nakamoto nakamura nakano nakasone nakata nakin nakuru naldo nalti naman namba namel namen namesake namin namon
nampa nanako nanami nanda nandan nande nandi nandini nandita nando nandu nanga nanim nanite nanji nanna nanni nanno
nanoha nanotube nansen napol narada naral naranjo narasimha naren naril nariman narine narita naruto nasal nasim nason
natal natan natarajan natel natin natom natura natural nature naturel nbase nbome ndabo ndage ndame ndana ndane ndari
ndate ndati ndato ndemi ndeni ndepe ndera ndere nderi ndesi ndete ndida ndiga ndige ndigo ndina ndire ndise ndisi
nditi nditu ndoge ndomi ndone ndoni ndora ndura ndure nduri nebul nedin negal negan negara negate negeri nehisi neken
nelsen nelso nelson neman nemanja nematode nemen nenta nenti nepal neral nerin neruda nesel nesom netaji netan ngage
ngagi ngane ngapo ngari ngaro ngata ngate ngati ngebo ngeme ngeni ngenu ngere ngeri ngero ngine ngiti ngitu ngugi
nhabi nhage nhere nheri nhibi nhuma nibal nibiru nidal niden nigam nigan nigel nigiri nihal nihil nihon nikita nikitin
nikol nikon nilsen nilson nimal nimen nimmo nimpo nimum ningen ningi ninha ninja ninjago ninsu ninte nintendo nipul
niranjan nisan nisin nison nital nitel niten nitin njabi njami njoku njure njuri nkage nkara nkedi nkeri nkomo nkosi
nmate nnabe nnabi nnamdi nname nnamo nnapo nnate nnati nnatu nneka nnere nneso nniba nnihi nnipe nnota nnoti nnume
nobel nobil nobita noboru nobuko nobunaga nodal nolte nomal noman nomen nomin nomina nominal nominate nomine nomura
noname nonhuman nonna nonono nonse nonsense nopol noram noran noranda noriko norin norodom noronha nosin noten notin
noton npara npati npike npopu nrage nregi nregu nreso nrise nsane nsani nsate nsati nsema nsepa nsibi nside nsidi
nsiti nsona nsore nsori nsume nsumi nsura nsure nsuri ntabi ntage ntagi ntago ntagu ntake ntami ntana ntane ntari
ntasi ntate ntati ntato ntege ntena ntene ntera ntere nteri ntibi ntibo ntide ntido ntige ntigu ntima ntime ntimi
ntina ntine ntini ntino ntinu ntire ntise ntiso ntita ntiti ntomi ntone ntoni ntori ntura nture nturi nturo nugen
nukem nulti numan numbe numen numeral numero nunda nurem nurul nusantara nutini obabi obago obama obasanjo obate obati
obedi oberon obese obesi obito obitu oboke oboro oboti odate odati odense odera oderi odesi odime odine odinga oditi
odora odore ogaden ogame ogata ogate ogati ogato ogene ogeni ogeno ogeti ogise ogona ogura ohama ohame ohana ohara
ohemi ohere ohesi ohibi ojeda okabe okada okami okamoto okamura okanagan okane okanogan okapi okemo okera okina okita
okoha okonjo okubo okuda okuma okumura okura oldem olden oldin olman olmen olsen olson olten oltin olton omadi omage
omaha omani omano omari omarosa omate omati omato ombin ombon omeba omebo omeda omedi omega omeho omema omena omene
omeno omepa omera omero omete ometi ometo omime omina omine omini omino omise omisi omiti omman ommem ommen ommon
ommun omobi omoge omore omori omose omoso omote omoti ompan ompel ompen ompil ompin ompon ompul omran omron omson
onade onage onapa onari onata onate onati ondem onden ondin ondine ondol ondom ondon onegin oneme onenote onese onesi
oneso oneta oneti onetime ongen ongin ongol onigiri onike onito onjun onman onmen onnel onnol onoda onodera onoma
onome onomi onomo onondaga onopo onora onore onori onoto onsan onsen onside onsin onsite onsol onson onsul onsum ontal
ontam ontan ontem onten ontin onton onume onuse opaga opami opane opedi opeka opene openi opensuse opera operandi
operate opere operon opine opini opone oporo oposa opose oposi orabi orade oradi orado orage oragi orama orami orange
orangemen orangutan oranje orari orate orati orato orebo oredo oregano orego oregon oreha orehe orema oreme oremo
orene oreno oreru orese oresi oreti oribe orida oride origami origen origi origin original originate origine orihime
orine orisa orise orita orite oriti oromo orona orone orono orori orosi oruba osage osaka osama osamu osari osasuna
osebu osema osemi osene oseni osiri osite ositi osito osome osuna osure otage otago otaku otamendi otani otape otate
otati otato otebo oteri otero otide otine otoko otoma otome otomo otoni otono otope otori otoro pabil paden padil
padukone pagan pagani paganini pagano pagasa pagoda pajam pajama pajero pakatan pakeha pakenham paldi palma palme
palmitate palpa palpatine palpi pamel pamin pammi pampa pampanga pampe panadol panaji panam panama panamera panda
pandan pande pandi pando pandora pandu panel panem panera panga pangu panim panini panjabi panki panko panmunjom
panmure panna panne panni pannu panorama panse pansi pantanal pantene pantera panti panto pantomime panton pantone
papal papel papelbon papen parada parade paradise paradiso paragon paral param paramore paran parana parasite parasol
parel paren parentage parental parenti pareto parin parise parisi parol pasadena pataki patan patel paten patil patin
patina patinkin paton pedal pedan peden pedim pekin pekingese pelham pelton pemba pembina penal penan penda pende
pendejo pendi pendu penel penge pengu penha penin penman penna penne penni penniman pennine penpal penrose pensa pense
pensi penta pentagon pente penti penton penul pepin pepita pepito peralta peram peran perelman peren perera peril
perim perin perinatal perine perino peron peroni perumal perusal peruse pesaro peseta petal peten petin petite pidem
pikemen pilbara pilsen pilton pimentel pimento pimpin pinal pinata pinatubo pinba pindi pineda pingu pinko pinna
pinnate pinne pinni pinon pinpo pinson pinta pinte pinto pintura pipel pipin piral piranha pirate pirin pisani pisano
pital pitino pitol pitom piton pokan pokem pokemon poken pokin poldi polka polson pomade pomme pommel pomodoro pomona
pompano pompe pompo pompom ponde ponderosa pondi ponem ponen pongal ponge pongo ponse ponsi ponso ponta ponte ponti
pontine ponto ponton popul poral posada posal posel posen posin positano potato potemkin poten potentate potom potosi
pugin pujara pujol pulmo pulpi pulsate pulse pulsi pulso pummel pumpe pumpi pumpin pundi punja punjabi punkin punta
punte punto pupal pupate pupil puran purana purel purim purina purine puritan pusan putin raban raben rabil rabin
radamel radem radin radon ragan ragem ragil ragin ragini ragon ragusa rahal raham rahane rahim rahimi rahul rajan
rajini rajon rakim rakin rakugo rakuten ralde raldi ralta ramada ramadan ramadi ramage raman ramana ramanujan ramapo
rambam rambo ramel ramen ramil ramin ramiro ramji ramma ramme rammi ramon ramona ramone rampa rampage rampal rampe
rampo ramsa ramse ranbe randa randal rande randi rando random randu ranga range rangel rangi rango ranjan ranji ranke
ranki rankin rankine ranko ranma ranni rannu ranol ransa ransi ranso ransom ransome ranson rante ranti ranto ranul
rapide rapido rapin rarel raril raritan rarotonga rasen rasil rasin rason rasul ratan ratel ratin raton ratul rebal
rebase rebate rebel rebuke redem reden redom redondo redone redun regal regan regen regim regime regimen regin regina
regine regon regul regum rehan rehen rehire rehol rehome remade remake reman rembe remel remem remen remin remini
remna remodel remon remora remote remsen remun renal renaldo renam rename renamo renan renata renate renato renda
rende rendi rendo rendon rendu renegade renege renge renhe renin renji renko renmin renminbi renna renne renni rensi
renta rental rente renti rento renton renuka repan repel repen repin reponse repose repul repulse repute rerum rerun
resal reseda resem resen reside resil resin resol resom reson resonate resul resum resume retake retaken retal reten
retin retina retinal retinol retire retiro reton ribal ribena ribera ribin ribose ribosomal ribosome ribun ridal ridan
riden ridin rigatoni rigel rigin rihan rihanna rijeka riken rikin rilke rimal rimen rimin rimini rimma rimme rimmel
rimmi rimso rinaldi rinaldo rinde rindi ringe ringi ringo rinho rinke rinki rinko rinna rinne rinni rinse rinsi rinte
rinti ripen ripol ripon risen risin rison rital ritan ritim ritin riton robeson robin robina robinho robinson robison
roboto rodan roden roderigo rodin rogan rogen rohan rohani rohini rojan roken rokin roldan rolme roman romana romani
romano rombi rombo romen romero romin romina romine rommel romne romul ronal ronaldo ronan ronda ronde rondo rondon
ronen ronge ronin ronma ronme ronni ronol ronom ronso ronson ronta ronte ronti ronto ronun ropan ropel ropen ropin
ropol ropon ropul rorin rosado rosalba rosanna rosanne rosarito rosati rosatom rosem roseman rosen rosin rosina rosita
rosol rotate rotimi roton rotunda rubel ruben rubin rubina rubino rudan ruden rudim rudin rudol rugal rugosa ruman
rumba rumen ruminate rummage rumme rummel rummi rummo rumpe rumson runde rundi rundo runge runin runke runne runni
runnin runti runtime rupul rural rusal rutabaga rutal rutan rutin saban sabatini sabatino sabato sabel sabiha sabil
sabin sabina sabine sabino sabotage saburo sadako saden sagal sagamore sagan sagara sagen sagin sahaba sahara saharan
sahel sahil sahin sakamoto sakata saken sakina sakuma sakura saldana saldanha salgado salma salman salmo salmon salsa
salta salte saltine saltire salto salton saman samara samaritan samba sambal sambo sambora samburu samedi samhita
samini samira samiti sammi sammon samora samosa sampan samra samsara samso samson samsonite samsu samsun sanada sanam
sanatan sanda sandal sande sandel sandeman sandi sando sandon sandu sanel sanga sangam sangamon sange sangin sango
sanibel sanja sanjana sanji sanju sankara sankaran sanna sanne sanogo sanremo sansa sansom sanson sansone santa santal
santana sante santi santini santino santo santon santorini santoro santorum sanusi sarada saraki saran sarandon
sarasota saratoga saril sarin sarina sarita saron sarum saruman sasaki sasol sasuke satan satara satel satil satin
satine satire satoko satomi satori satoru saturate sebago sebal sebum sedan sedate seden sedim sedin sedona sedum
segal segel segun segunda segundo segura seguro sehol selden seldo seldom seldon selke selma selman seman semana semen
semin seminal semite semitone senal senate senbe sende sendi sendin sendo senegal senge sengoku senho senhora senil
senin senkaku senki senna senora senorita sensa sense sensi senso sensu senta sente senti sentinel sentosa sepal
separate seperate sepultura serato seren serena serenade serene serengeti sereno serina serine serol serotonin serum
sesam sesame setanta seton sibal sibel sibil sidel sideman sidemen siden sidenote sidibe sidin sidon sigal sigel sigil
silho silke silken simba simenon simil simme simmo simon simona simone simonsen simonson simonton simran simson simul
sinan sinden sinema singa singapore singe singi singin singu sinha sinise sinki sinne sinon sinte siren sirena
sirisena sisal sitan sitaram sitin sobel soberano sodom sodomite soham sokal sokol sokoto soldado solde soldi soltan
somal soman sombe somen sometime somme somni somone sonal sonam sonan sonata sonin sonja sonme sonne sonnen sonom
sonoma sonora sonoran sorel soren sorensen sorenson sorento sorin soroka sorokin subalpine subaru subun sudan sudanese
sudeten sudoku sugimoto sugita sujata sukumaran sulta sultan sultana sultanate sulte sulti suman sumida sumin sumire
sumitomo summa summarise summe summi summo summon sumne sunam sunan sunanda sunda sundaram sunde sundin sundo sunil
sunita sunke sunken sunna sunni sunri sunrise sunse suntan sununu superego supine suran surel surem surin surinam
suriname susan susana susanna susanne susumu sutil suture tabata tabil tabol tabul tadel tagin tagine tagon tagore
tahan tahini tahiti tajima takada takagi takahiro takako takamine takano takara takata takeda taken takeru takin
takoma takoradi takuma takumi talbo talgi talha talka talke talki talkin talmage talme talmu tamaki tamako taman
tamara tamari tamba tambo tamborine tameka tamen tamera tameside tamika tamil tamilnadu tamim tamimi tamin tamina
tammi tamora tampa tampe tampere tampi tampo tampon tamponade tamra tamron tamsin tamura tanabe tanaka tanam tanana
tanbu tanda tande tandem tandi tando tandon tandu tanga tange tangerine tangi tango tangu tanja tanjore tanka tanke
tanna tanne tannen tanni tannin tanta tante tanti tanto tanuki tapenade tapin tapul taraba taraji taran taranaki
tarantino taranto tarasenko tarentum taril tarim tarin taron taronga tarun tatami tatanka tatel tatem taten tatin
tatum teban tegan tegel tehal tehama teheran tejada tejano telkom telmo telson temal teman tembe tembo temen temme
temmi tempe tempel tempera temperate tempi tempo tempora temporal tempore tempura temujin tenan tenda tende tendi
tendo tendon tenga tenge tengo tengu tenha tenin tenma tenme tenna tenne tenni tennison tenno tenon tense tensi tenso
tenta tente tenten tenti tenure terada teral teran teratoma teren teresa teril terim terin terol teron tesol tesoro
teton tibetan tibil tiburon tidal tigen tikal tilda tilde tilden tilman tilson tilte tilti tilton timal timaru timbe
timbo timel timen timin timken timon timorese timpani timul timum tinal tindal tinde tinel tinen tinga tinge tingi
tingu tinho tinke tinki tinsel tintagel tinte tintin tinto tinubu tinum tipen tipul tirade tiramisu tirana tirel tirem
tiresome tirin tirol tirupati tisan tisem tisin tisol titan titanate tobago tobin todoroki tohoku token tolki tolman
tolson toman tomasi tomaso tomato tomba tombo tomim tomita tomkinson tommaso tommen tommo tomoko tompi tomson tomtom
tonal tonbu tondo tonem tonga tongan tonge tongo tongu tonin tonino tonite tonka tonkin tonnage tonne tonom tonsil
tonsure tonto tonton topanga topeka topil topol toral torin torino torol toron toronto torun tosin total totem totoro
tubal tubin tubul tuden tudin tugal tulsa tulsi tumul tunde tunin tunku tunne tunnel tunni tunte tural turan turel
turenne turin tutin ubaldo ubara ubaru ubati ubato ubera ubuni ubuntu udane udape udime udina udine udinese udite
uditi udito udubo udupi ugabe uganda ugandan ugate ugene ugeni ugiti ugura uhura uhuru ujara ujiri ukaku ukebo ukemi
ulgen ulgin ulham ulman ulmin ulmon ulrika ulrike ulsan ulson ultan ultil ultim ultima ultimate ultimatum ultimo ultin
ulton umaga umami umana umane umani umano umaru umati umato umben umbil umbin umbol umeda umeni umera umeri umero
umidi umina umini umino uminu ummin ummon umoni umore umoro umpin umpire umtiti umunna unagi unami unani unate unati
unbal unban unbel undam undan undel unden underage undin undine undon undone undul unedi unedu unera ungal ungin unham
unhel unhin unhol unide unido unima unipe unisa unise unisi uniso unison unita unite uniti unken unkin unmade unmake
unman unmen unnam unnatural unnel unnin unrel unripe unrul unsel unsere unsol unsure untan unten until untim untin
untol unusa unuse unusu upati upera uperi upide upidi upite urabi urage uragi urani uranu urasi urate urati urato
ureka ureme uribe uridine urina urinal urinate urine urita urite uriti urona uropa urope urora uroti urugu usabi usada
usade usage usagi usama usati useho useke usema useme usine utage utama utara utari utate utati utena utensil uteri
uterine utero uteru utine utobi utoma utomo utoni utono utopi utori utube uture uturi
"""
