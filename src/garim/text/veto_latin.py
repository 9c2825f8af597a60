"""English words and names of 5 to 9 letters that have the shape of a coined word.

Made by training/veto.py from wordfreq (CC BY-SA 4.0 data); do not edit.
"""

WORDS = """
ababa abadi abama abana abandon abare abase abate abedin abelson abete abeti abidal abide abidi abidin abido abiga abina abine
abino abita abite abiti abitibi abitu abode aboko abomi abora abore abori aborigine abota abuba abuja abuki abuse abusi adabi
adaga adage adama adame adami adamo adamson adamu adana adani adara adata adati adega adelman adelson adema ademi ademo adena
adene adeni adenine adeno adenoma adenosine adera aderi adida adiga adige adimi adina adine adipo adipose adiro adise adiso
adite aditi adobe adobo adona adone adoni adora adore adori aduna adura aduro agabo agama agame agamemnon agani agano agape
agara agari agarose agasa agata agate agati agedi ageme agena agenda ageri agina agine agini agita agitate agoda agogi agogu
agona agoni agora agore aguna ahaba ahadu ahaha ahahaha ahahahaha ahama ahame ahami ahara ahari aharon ahide ahimo ahimsa
ahiti ahoga ahoma ahone ahora ahore ahuja ahura ajama ajami ajanta ajara ajiki ajore ajori ajudi akademi akage akagi akaha
akaka akami akamu akane akari akasaka akati akeda akedo akeho akemi akene akeni akeri akesi akiba akihabara akihiko akihito
akiko akima akimbo akira akita akota akoto akuma akumi akura akure alban albanese albani albano albedo albem albin albina
albini albino albon album albumen albumin albuterol aldan aldebaran alden aldin aldine aldon algal algam alginate algol algoma
algon alhaji alhal alham alkal alkan alkane alken alkene alkin almaden alman almen almin almira almol almon almonte almora
alpel alpena alpin alpina alpine alpol alrite alsal alsam alsel alsina altadena altamira altan alten altera altidore altim
altima altin altitude alton altona amaba amada amade amado amage amagi amagu amaha amako amalgam amamo amana amanda amane
amani amanita amano amara amaral amare amari amaro amaru amasa amata amate amaterasu amati amato amature ambani ambin ambon
ambul amden amebo ameda amedi ameha amena amene ameni amera ameri amerigo amerika amero amesa amese ameso amete amgen amhara
amibi amida amide amiga amigo amika amina amine amini amino aminu amira amire amiri amirite amiso amisom amita amite amiti
ammal ammam amman ammin ammon ammonite ammun amnin amnon amomi amona amone amora amoral amore amori amoro amoroso amoto ampal
ampan amparo ampen amperage ampere ampin ampol ampon ampun amputate amram amran amrita amsel amson amsun amton amura amuro
amuse amusi anabe anabel anabo anada anade anadi anaga anage anagi anaha anahe anaka anaki anakin anama anamo anana ananda
anansi anapo anari anasi anaso anata anate anati anato anatol anbul andal andam andaman andan andante andel andem anden andere
anderen andesite andil andin andol andom andon andul andum andun anelka anemi anemo anemone anera anese aneta angal angan
angara angel angem angen angin angina angol angon angora angul anham anhan anhol anhun anibal anide aniga anika anima animal
animate anime animi animo animu anine anini anipu anisa anise anisi anita anite aniti anito anjal anjem anjin ankan ankara
ankel anken ankin ankita anmen annabel annal annam annan annel annika annin annon annotate annul annum anode anoka anoke anoma
anoni anopa anopi anora anore anote anotu ansan ansari ansel anselmo ansen ansin ansom anson antal antam antan antara antel
anten antenatal antenna antennal antero antidote antigen antigone antihero antil antim antin antisense antiserum antom anton
antone antoni antonin antonina antonine antonino antul antum anube anubi anuma anupam anure apabi apade apago apane apapa
apara aparo apata apatite apego apeno apere aperi apero apida apiro apita apito apitu apoge apone aponi apora apore apori
apose aposi apote aputo araba arabe arabi arabo arada arade aradi arado arage aragi arago aragon aragonese aragonite aragu
araja araje araka arakan araki arama arame arami aramo arana aranda araneta arango arano arapa arapaho arape arapo arare arasi
araso arata arate arati arato aratu areba arede aredo aregi areho aremo arena arenado arenal arene arepa arepo areta arete
ariba aribo arigato arigo ariju arima arina arine arino arisa arise arisen arisi ariso arita ariti arito aroda arodi aroha
aroma aromatase arome arona arone aroni aronson arora arosa arose arote aroti aruba aruda aruka aruna arundel arusi aruso
aruto asaba asabi asada asade asado asahi asahina asaki asakura asakusa asami asana asano asansol asante asara asari aseba
asema aseme asera asibi aside asimo asini asinine asino asise asisi asite asiti asoka asona asone asoni asono asota asuka
asuke asuna asura asure asuri ataba atado atago ataka atama atana atani atapu atara atari atasa atase atato atebo ategi atego
ateho ateke atema ateme atene ateni atepa atera atere ateri atesi atibi atiga atigu atiku atima atime atina atine atini atino
atinu atire atiri atisa atise atiti atitu atode atoga atoma atomi atonal atone atoni atopo atora atore atori atose atura ature
aturi atuse atute atuto babangida babatunde babel babil babin babita badal badan baden bagan bagel bahaha bahahaha baham
bahama bahari bahasa bajan bajoran bakari bakin bakugan bakugo bakunin balbo baldi baldini balham balka balkan balke balma
balme balmi balmo balmoral balsa balsam balti baltimore balto bamako bamba bambara bambi bambini bambino bambo bamenda banal
banan banana banbu banda bandage bandana bandanna bande bandera bandi bandido bandini bandito bando bandon bandu bandura
banega banga bange bangi bangin bango bangura banham banja banjo banjul banka banke banki banna bannan banne banni banno
bannon bannu banon bansal banta bantam bante banton bantu baraka baran barel barin barisan barite baritone baroda barom baron
barone baroni barun basal basan basanti basel basem baseman basemen basil basildon basin batam batan batem bateman bateson
batim batin batom baton batum batumi began begin begone begum begun behal behan behati behel behem behin behol beholden bekasi
belden belge belgi belka belkin belmo belmonte belmore belsen belson beltane belte belti belton bemba benda bende bendel bendi
bendigo benga bengal benham benihana benin benita benito benja benjamin benji benne benni benno benoni benso benson bente
benteke bento benton bentonite berahino beral beran berate beren berenson berin berita beron berube beside beson betan betel
betide beton biden bidin bigel bihari bijan bikin bikini bilba bilbo bilge bilson bilton bimbo bimini bimodal bimon binan
binde bindi bindu binge bingen bingo binin binom binso bipedal bipin bipol biron bison bital bitan bitin bitum bitumen boban
bodega boden bodil bodim bodin bodine bogan bogen bogota bohan bohannon bohem boheme bohol bohun bojan boken bolde bolden
boldin boldon bolsa bolsonaro bolte bolti bolto bolton boman bomba bombe bombi bomin bonan bonanno bonbon bonda bondage bonde
bondi bondo bonel bonga bongo bonha bonham bonin bonino bonita bonito bonjo bonke bonne bonni bonobo bonomi bonsa borage
borate boredom boreham borel boren borin borini borodin borodino boron boruto boseman bosom boson bosun botan botelho botero
bubon budokan buganda buhari bujumbura bukan bulba bulbo bulbul bulga bulgari bulge bulgi bulgogi bulma bumin bumme bumpe
bumpi bumpin bunal bunbu bunda bunde bunga bunge bungi bungo bunke bunki bunni bunsen bunti bunton buntu buren burin burun
burundi busan busil busin butan butane butanol butera butin butina dabil dagan dagen dagenham dagon dagupan dahan dakin dakota
dalgo dalho dalma dalman dalto dalton damage daman damansara damen dameron dammam damme dammi damna damne damni damom damon
damone dampe dampen dampi damse damsel damso damson danbu dande dando dangal dange dango dangote danika danil danke danko
danna danni danon danone danse danson danta dante danti danton danube daren darin daron darul dasani database datel datetime
datin datum datura debase debate deben debenham debenture debil debora debun debutante degen dehum dejan dekal delbe delga
delgada delgado delhi delma delta deman demba dembe demen demerara demerol demin demise demme demna demne demni demol demon
demonise demote demure denal denam denbe denbu dendu dengan dengu denha denham denhe denim denin deniro denise denison denki
denma denman denna denni dennison denom denon denote densa dense densi denso denson denta dental dentate dente denti dentin
dentine dento denton dentu denture denum denun depen depose depute deral deran dereham derel deren deride derin deron derosa
desal desire desol desoto deten detente deton detonate dibaba dibil dibul didonato digal digan digen digim digimon digital
dijon dikembe dildo dilma dimen dimin dimme dimmi dimon dinal dinamo dinan dinbu dinero dingo dinho dinin dinka dinkum dinna
dinne dipol diron disabuse disal disem disen disengage disil disin dison disul disuse ditin doden dogan dogen dogon dolman
dolmen doman domen domin domina dominate domine domingo domini dominika domino dominum domme domne domon donal donate donati
donato donba donde dondo donegal donegan donelson donga donin donke donme donna donnan donne donni donno donta donte donti
dopam dopamine dopin dorado doral doran doren dorin dorinda dorito doron dorota dosage dosin dotage dotal dotin dubin dubon
dubose dugan dugin duhamel dukedom dulge dulgi dulka dulte dumba dumbe dumbo dumdum dummi dumon dumpe dumpi dunba dunda dunde
dundon dunedin dunga dungannon dunge dunha dunham dunke dunkel dunki dunkin dunmore dunne dunni dunnigan dunno dunton dupage
dupin dupon dural duran durango durante durarara duren durin durum dusan dusen ebago ebane ebano ebata ebate ebati ebeka ebene
ebike ebina ebodi ebone ebora ebuke ebuta ebute ebuti edaba edago edamame edate edati edato edelman edelson edema edenton
edera edere ederi edesi edete edibi edigi edime edina edinboro edinson edipu edire ediso edison edita edite editi edito edome
edomi edona edone edoni edora edore edura edure edusa egade egame egani egano egapi egari egasu egate egati egato egemo egene
egesi egeta egime egina egini egiti egogo egone egori egoti egume egumi ehabi ehame ehehe eheme ehemi ehemo ehuma ejora ejudi
ekate ekaterina ekiti elden eldin eldom eldon eldora eldorado elgan elgin elham elkin elman elmin elmira elmon elmore elpin
elsen elsin elsinore elson elten eltin elton emade emake emaki emana emanate emani emanu emari emaso emate emati emato ematu
embal emban embel embol embolden emden emedi emeka emeni emera emeri emeril emerita emesi emete emiko emima emina emine eminem
emini emino emira emirate emirati emise emite emiti emman emmen emmin emmon emnan emnin emnon emode emoji emona emone emoni
emora emore emori emote emoti empanada empire emsel emson emune emure emuse enada enade enadi enage ename enamel enami enamo
enani enari enase enata enate enati enato enbel endal endan endel endem endemol enden endin endol endom endon endul endum
endura endure enduro enedi enega enego enema eneme enemi enera enere eneri enero enese enesi eneti eneto engadine engage engal
engel engen engin engine engul enham enhan enhil enini enipo enise eniso enita enite eniti enito enjam enkidu enkin enmen
enmore ennal ennan ennel ennil ennin ennon enobi enome enomi enomo enopa enore enosi enota enote enoti enrage enrol enron
ensel ensem ensen ensenada ensil ensin ensom enson ensure ental entan entel enten entente enteral entil entim entin entire
entol entom enton entum enugu enume enumerate enure epage epape epara epare epari epati epene epeni epera epeti epida epide
epidu epidural epige epika epine epipen episo episode epita epito epitome epitope epose eposi epoti epudi eputa epute eputi
eraba erabi erade eradi erado erage eragi eragon erama erame erami erani erape erapi erari erase erasi erasu erasure erate
erati erato eratu erebe eredi eregu eremi eremo erena erene ereni eresa erese ereti ereto erida eride eridi erika erime erina
erine erino erisa erise erisi erita erite eriti erito eritu erobi erode erodi erodo eroga eroge eroke erome eromo erona erone
eroni erono erope erosa erose erosi eroso eroti eroto erudi erudite erugi erusa eruse erusi eruti esake esame esape esare
esari esebu eside esidi esidu esima esira esire esiri esiro esita esome esona esopo esore esota esote esoto esuma esume esumi
etabo etada etake etaki etami etamo etanu etari etate etati etene etera etere eteri etero etiha etime etina etinu etire etiri
etite etiti etito etona etone etori etude etuse gabaldon gabel gabon gabonese gaborone gagan gagarin gagem gagin gahan galba
galpin galton gamal gamba gambi gambino gambon gamem gamen gamera gamete gametime gamin gamma gammon gamora ganapati ganda
gande gandi ganga gange ganja ganna ganne ganno gannon ganon ganpati gansu ganti ganto gantu gapin garage garam garen
garibaldi garin garon garonne garuda gasol gatin gatorade gebal gegen geham gehenna geldi gelman gemara gemen gemin gemini
gemma gemon genaro genda gende genera general generate genha genhe genital genji genki genna gennaro genom genome genre gense
genta gente genti gentil geral geraldine geraldo geran geren gerin gerome geron geronimo gesel getin gibil gigan gigante gijon
gilbe gilda gildan gilde gildi gilga gilma gilman gilmo gilmore gilpin gilro gilson gimbal gimbel gimen gimme gimmi gimon
gimpo ginal ginga ginge ginin ginkel ginko ginne ginni ginse gintama gintoki giraldo girol giron girona gironde gisel gisin
gital gitano gitim godin godol gogol gohan gojira golda golde golden goldi goldin goldoni golgi golson gombe gonadal gonal
gonba gonda gondo gonna gonne gonom gopal goran goren goril gorin goten gujarati gulden gumba gumbel gumbo gumen gummi gunbo
gunda gundam gundo gundogan gunga gunge gunma gunman gunme gunmen gunmetal gunna gunne gunni gunnison gunpo gunte gunton gural
gurin guruji gurukul guson gutan guten haban habana habanero haben habiba habibi habil haden hadin hadon hagan hagel hagen
hahaha hahahaha hajime hakam hakan hakata haken hakim hakin hakone hakuna halda haldane haldeman halden haldol halke halme
halmi halmo halpe halperin halpin halse halte halti halton hamada hamam haman hambe hambu hamdan hamden hamdi hamel hamen
hamil hamilton hamin hamma hammadi hammam hamman hamme hammel hammo hammon hammurabi hamom hamon hampa hampe hampi hampo hamra
hamro hamsa hamto hanabi hanako hanan handa hande handel handi hando haneda hanel hanga hange hangi hangin hango hangul hanji
hanka hanke hanki hankin hanna hannam hannan hanne hanneman hanni hannibal hannigan hanno hannon hanol hanrahan hansa hanse
hansel hansen hansi hanso hansom hanson hanta hante hanti hanto hanum hanuman hapel hapin harada harajuku haral haralson haram
harambe haran harapan harare harari haredi harel harem haren haribo harin hariri harol haron haruhi haruka haruki haruko harum
harumi harun haruna hasan hasidim hasil hasin hasina hatem hatin hedel hedin hedon hedul hegel hegem hegemon hehehe hehehehe
hekel helbu heldo helga helge helma helman helme helmi helmu helpe helpi helpin helse helsi helsinki helte helto helton hemal
heman hematite hematoma hemel hemen hemin hemme hemmi hempel hemse hemum henan henbu hende hendi hendo hendon henge henin
henke henkel henman henna henne hennepin henni hennigan henol henom henon henri hensel hensi henso henson henta henti heparin
heral heran heren hereto herin heritage heroku herom heron heseltine hesitate heson hetam hetero hibal hibiki hidal hidalgo
hideki hidin higan hijikata hikari hikaru hikin hilbe hilda hilde hildi hilha hilson hilto hilton himal himan himiko himin
himme himmel himne himon himpa himpe himse himsi hinata hinde hindi hindu hinge hinin hinji hinju hinka hinke hinki hinman
hinne hinni hinojosa hinso hinson hinte hinti hinto hinton hipel hipin hiragana hiral hiram hirano hirata hirin hirohito
hiroki hiroko hiromi hiron hirono hirose hirota hisako hisel hisense hisin hisoka hison hitam hitel hitem hiten hitin hitomi
hitori hoban hoboken hodel hodol hodon hogan hogen hogon hogun hokage hokin hokum hokuto holbo holde holdem holden holdi
holdin holgate holge holma holman holme holso holte holto holton homage homan homebase homel homem homemade homepage homerun
homil homin hominem hominin hommage homme homol hompi homso homura honan honda hondo hondu honduran honem hongo honin honiton
honki honne honoka honol honore honse honta hopal hopel hopen hopin horal horan horel horin hosanna hosen hosom hotaru hotel
hotom hoton huban hugel hulda hulhu hulma hulme hulse hulton human humana humane humani humbe humbo humbu humeral humil humira
humme hummel hummi hummu humon humoral humpi hunan hunde hunga hungama hunge hungo hunnam hunne hunni hunte hunti huntin
hunton huron hutan ibaba ibada ibadan ibaka ibane ibaraki ibate ibera iberi ibero ibeta ibido ibite ibiti ibito ibodi ibona
iboso ibuki ibuna ibune ibusi ibuta ibute ibuti ibuto idadi idaho idane idari idase idate idati idato ideba idebo idebu ideki
idemi idene ideni idera idere ideri idime idina idire idiro idise idori idote idura igabi igade igadi igame igami igare igaro
igate igati igato igatu igene igeno igera igere igeri igibi igidi igimo igina igine igita igiti igone igono igora igoro igote
igura igure iguri ihadi ijani ijebu ikari ikaru ikato ikebana ikebukuro ikeda ikeja ikene ikido ikiki ikime ikini ikipe ikita
ilden ildin ildon ilgam ilham ilhan ilhel ilken ilkin ilman ilmen ilmenite ilmin ilson iltin ilton image imagen imagi imagin
imagine imago imani imano imari imate imati imato imatu imbal imbibe imbin imede imedi imelda imene imepi imera imeri imeta
imete imeti imida imina imini imino iminu imisa imise imisi imita imitate imite imiti imman immature immel immem immen immense
immin immon immoral immun immune immuno immunol imoda imoge imogen imogene imona imone imoni imono imore imosa imosi impal
impan impede impel impen imperil impetigo impin impinge impol impose impul impulse impun impure impute imran imsel imson imura
inaba inabi inade inaga inage iname inane inani inanimate inanna inara inari inase inata inate inati inato inbal indaba indal
indan indel indem inden indenture indigo indin indira indom indon indore indul indulge ineba ineda inedi inega ineha ineho
ineja ineke inema ineme inera ineri inese inete ineti ingal ingame ingem ingen ingin ingon ingul inhal inhol inhum inhuman
inhumane inibu inida inigo inima inimi inimu inine inini inise inite initi injun injure inkil inkin inman inmate inmen innam
innate innel innin innon innum inobi inoge inogu inoma inomi inona inope inori inosa inosi inositol inota inpin insan insane
insel insem insen inside insin insite insol insom inson insul insure intake intan intel inten intense interim intesa intil
intim intima intimate intime intin intol inton inundate inure inuse inute inuti ipanema ipari ipate ipati ipato ipede ipedi
ipeni ipide ipina ipino ipita ipito ipose iposu ipote ipura irabi irade irage irama irani irate irati irato ireba irebi ireho
irema ireme irena irene irepo iresi ireso ireta ireton iride iridi irina irise irite iritu irobi iroha irone ironi ironman
ironmen ironside ironton iruse isabe isabel isabi isade isadora isadore isage isamu isana isati isema iseme isemi isera iseri
isibi isidore isine isita isite isiti isito isobe isobel isode isodi isolde isome isomerase isone isoni isono isori isoto
isotope isure isuse isusi itabi itade itage itake itama itami itani itano itari itate itati itato itebo iteha itehe iteho
itema iteme itemi itene iteni itepa itera iterate iteri itesi itiba itiga itima itime itimi itine itise itoba itome itomo
itone itore itori itoro itosi itude itudi itume itune iture itute ituti ituto jabal jabari jadeja jaden jagan jahan jamal
jamba jambi jambo jamel jameson jamil jamin jamison jamme jammi jammin jammu jamon jamuna janaki janata janda janel jango
janin janina janine janko janna janne janse jansen janson janta japan japanese japon jaren jarome jaron jason jatin jebel
jehan jemim jemima jemison jemma jenga jenin jenison jenki jenkin jenkinson jenko jenna jenne jenni jense jensen jenso jenson
jerem jerom jerome jeronimo jigen jihadi jihan jilte jimbo jimen jimin jimmi jinan jinda jindal jingo jinja jinna jinpi johan
johanan johanna johanne johannine johansen johanson johore jojoba jokin jokinen jolson jonatan jonge jonjo jonna jonso jonson
joram jorin josuke jotaro jubal jubil juden judoka jugal jugul jujube jumanji jumbo jumpe jumpi jumpin junge juninho junipero
junji junki junko junta junto jurin jutan kabel kabil kabuki kabul kabuto kadam kaden kadena kadima kadun kaduna kagame kagami
kagan kagin kagome kagura kahan kahane kahani kahol kahuna kajal kajol kakadu kalki kalma kalman kalpa kalpana kamakura kamal
kaman kamara kameda kamel kamen kameron kamil kamin kamina kamini kamino kampa kampen kamran kanaka kanako kanal kaname kanan
kanata kanban kanda kandel kandi kaneda kaneki kaneko kanga kangana kanin kanji kanna kannada kannan kanno kanon kanpu kansa
kansan kanta kante kanti kanto kapil kapital kapitan karajan karakoram karam karan karate karel karen karena karenina kariba
karim karima karimi karin karina karine karol karon karun karuna kasam kasama kasem kasim kasuga kasumi katakana katamari
katan katana katanga katara katarina katerina katin katina katipunan katona kebede kedin kegan kegel kegon kehol kelba kelman
kelse kelsi kelso kelto kelton kemal kemba kemon kempe kenan kenda kendal kendo kenha kenhe kenil kenin kenji kenmare kenmo
kenmore kenna kennan kenne kennel kennen kenobi kenora kenpo kenri kensal kensi kenta kentaro kenti kento kenton kentu keral
keratin kerel kerem keren kerim kerin kerosene ketam ketamine ketan ketel ketin keton ketone kibaki kibera kigal kijiji kilbu
kilda kildare kilgo kilgore kilke kilma kilmore kilpa kimani kimba kimbe kimbo kimiko kimme kimmel kimmi kimmo kimon kimono
kimora kimura kinase kinda kinde kinhe kinkade kinki kinne kinni kinno kinro kinse kinso kinto kiran kiribati kiril kirin
kirito kiruna kisan kisaragi kisumu kitamura kitana kitano kobane kobani kodama kogan kohaku koham kohan koharu kohima kojim
kojima kokoda kokomo kokoro kolbe kolka kolkata komal komba kombi komen kommen komodo kompa komsomol konam konami konan kondo
konen kongo konin konkan konkani konno konoha konra konta koran koren koroma kosuke kotaku kotaro kotoko kotori kuban kubota
kugel kumamoto kumara kumari kumasi kumiko kumite kunal kunda kundan kundera kunene kunkel kunmi kunta kurama kurapika kurata
kuril kuroda kuroki kuroko kurosaki kurumi kusama kusanagi kusen lbani lbase lbedo lbema lbino lboro lbumi ldane ldare ldebe
ldemo ldene ldera ldere lderi ldero ldine ldona ldora lgado lgama lgame lgari lgate lgati lgeri lgesi lgore lgori lhasa lhota
ljana lkata lkati lmana lmate lmati lmina lmira lmona lmone lmora lmore lnera lpabi lpape lpara lpine lpita lrose lsami lsati
lseho lside ltage ltane ltati ltera ltere lteri ltero ltese ltidi ltima ltime ltimi ltimo ltina ltipu ltira ltita ltitu ltoge
ltoni ltura lture mabel mabon mabuse madam madama madame madan madani madara madel madem madera madero madiba madigan madil
madin madina madison madoka madon madonna madura maduro magel magen magenta magento magin mahajan mahal mahama mahan maharaja
maharani mahin mahinda mahira mahon mahone majima majin majora majorana majuro makan makati maken makerere makin makino makita
makoto malde malden maldi maldini maldo maldon maldonado malga malho malka malki malkin malmo malno malnu malta malte maltese
malton maltose maman mamata mamba mambo mamen mamma mammal mammo mammon mamoru mamta manabu manado manage manama manami manan
manana manda mandal mandan mandarin mandate mande mandel mandelson mandi mandingo mandinka mandira mando mandu manel manen
manga mangaka mangal mangan manganese mangano mange mango mangum manha manho manhu manikin manil manipal manitoba manja manju
mankato manki manma manmade manmo manmohan manna mannan manne manni mannitol mannose manol manon manpo manresa mansa manse
mansel mansi manso manson manta mante mantel manti manto manton mantu manuka manure maputo maradona maran marana marano maren
marengo maribel marija marika marikana marikina mariko maril marimba marin marina marinade marinara marinate marine marini
marino mariposa marisa marisol marita marital maritima maritime maron maroni maronite maruti masada masahiko masahiro masaki
masako masal masami masamune masaru masato maserati maseru mason masonite masuda matan mataram matata matel matera matija
matil matilda matilde matin matol matom maton matum mature maturin mbara mbasa mbata mbati mbato mbeki mbere mberi mbigu mbina
mbine mbini mbino mbiti mbodi mbone mbore mbosi mebane medal medan medel medin medina meditate medusa megaman megami megan
megane megara megaton megum megumi meham mekon melba melbo melda melman melro melrose melte melti melto melton membe memel
memen memento memno memnon memon memoranda memorise memri menage menahem menal menda mende mendel mendelson mendi mendo mendon
mendota menem menen menin menino menke menken menno mennonite menol menon mensa mense mensi mensu menta mental mente menti
mento menton mentone mentu menudo menuhin meral meram meran merapi merel merida meriden merin merino meron mesan meson
metadata metahuman metal metam metim metin metol midal midol midori mikado mikal mikami mikan mikasa mikel mikoto milbu milde
mildura milka milke milken milki milman milne milto milton mimosa minal minami minamoto minan minato minda minde minden mindi
mindoro minem minen minera mineral mineta minge mingo mingu minha minho minigame minigun minim minima minimal minimise minimum
minin minka minke minna minne minnehaha minnesota minni minno minol minolta minora minori minoru minta mintage minte minto
minton minum minute minuteman minutemen mirabel mirada mirage miral miram miran miranda mirena mirin miron misaki misano
misato miserere misin mison misun misuse mitan mitanni mitigate mitin mitogen mitom mmage mmagi mmake mmaki mmanu mmari mmaso
mmate mmati mmato mmatu mmedi mmemo mmere mmeri mmete mmeti mmine mmite mmobi mmoda mmodi mmodo mmona mmone mmoni mmora mmoti
mmuna mmune mmuni mmuno mmuta mmute mmuti mnasi mnati mnemo mnesi mnibu mnipo mobil mobutu modal model modem moden modena
moderate moderato modul mogen mogul moham mohammadi mohan mohegan mohenjo mohini mohun mojito mokel mokin molde moldi moldo
molson molte molten molto molton momba mombasa momen momenta momento momentum momil momma mommi momoko momsen monahan monal
monaro monda monde mondo monel monero monetise monge mongo mongol monika monin monke monmo monol monom monona mononoke
monotone monro monsa monsanto monse monsi monso monson monta montage montagu montalban montana montane montano monte montego
montel montero monti monto monum monumenta mopol moraga moral moran morano morata morel moren morena moreno moreso moreton
morimoto morin moringa morison morita moron moroni morose mosel mosin mosom mosul motel moten motil motin motoko mpage mpagi
mpani mpara mpare mpari mpati mpeda mpede mpedi mpene mpeni mpera mpere mperi mpero mpete mpeti mpetu mpire mpiri mpone mpora
mpore mpori mpose mposi mposu mpote mpuni mpure mpuri mpuse mputa mpute mputi mrade mrose mugabe mugen muham muhammadu
mujahedin mukul mulbe mulde mulga mulho mulsanne mulsi multa multan multi multimode multitude multu mumba mumbo mumma mummi
munal munda mundane mundi mundine mundo mungo munna munol munro munso munson murakami mural muran murano murasaki murata muril
murin murine murugan musem musil musin musume mutagen mutan mutate mutil mutin mutombo nabel nabil nabin nabol nadal nadel
nadim nadin nadine nadul nagan nagano nagara nagasaki nagase nagata nagato nagel nagem nagin nagisa nahal nahan nahin nahum
najam nakajima nakam nakama nakamoto nakamura nakano nakasone nakata nakin nakuru naldi naldo nalge nalte nalti naman namba
nambi namel namen namesake namin namon nampa nanako nanami nanda nandan nande nandi nandini nandita nando nandu nanga nanim
nanite nanji nanke nanki nanme nanna nanni nanno nanoha nanotube nansen nante nanti nantu napal napol narada naral naranjo
narasimha naren naril nariman narine narita naruto nasal nasim nason natal natan natarajan natel natin natol natom natura
natural nature naturel nbase nbome nboro ndabe ndabi ndabo ndaga ndage ndaha ndama ndame ndana ndane ndari ndate ndati ndato
ndemi ndemo ndeni ndeno ndepe ndera ndere nderi ndero nderu ndese ndesi ndete ndibu ndida ndiga ndige ndigo ndike ndime ndina
ndipi ndira ndire ndise ndisi nditi nditu ndoge ndome ndomi ndone ndoni ndora ndore ndura ndure nduri nebul nedin negal negan
negara negate negeri nehem nehen nehil nehisi neken nelsen nelso nelson neman nemanja nematode nemen nemon nende nendi nenta
nente nenti nepal nepin neral neran nerin neruda nesel nesom netaji netan netim ngage ngagi ngana ngane ngapo ngari ngaro
ngata ngate ngati ngebo ngeme ngene ngeni ngenu ngere ngeri ngero ngeti ngina ngine ngiti ngitu ngora ngori ngugi nguta nhabi
nhage nhere nheri nhibi nhope nhuma nibal nibiru nidal niden nigam nigan nigel nigiri nihal nihan nihil nihon nikita nikitin
nikol nikon nilsen nilson nimal nimbu nimen nimmo nimpe nimpo nimro nimum ninge ningen ningi ninha ninhi ninja ninjago ninju
ninsu ninte nintendo nipin nipul niranjan nisan nisin nison nital nitel niten nitin njabi njami njaro njoku njuga njuku njure
njuri nkage nkara nkedi nkeri nkine nkomo nkosi nmade nmana nmate nmiti nmobi nmodi nmoha nmore nmoti nnabe nnabi nnada nnage
nnamdi nname nnamo nnapo nnapu nnate nnati nnatu nneba nnega nnegu nnehi nneka nnepi nnere nneri nnese nneso nniba nnihi nnika
nnipe nnipi nniso nnitu nnoni nnosa nnota nnoti nnume nobel nobil nobita noboru nobuko nobunaga nodal nodul nogal nogam nogen
nohom nolte nomal noman nomen nomin nomina nominal nominate nomine nomura noname nonba nonda nonde nongo nonhuman nonna nonono
nonpa nonse nonsense nopen nopol noram noran noranda noriko norin norodom noronha nosin noten notin noton npara npati npike
npopu npuni nrage nregi nregu nrema nrepe nrepo nrese nreso nrise nrose nsane nsani nsari nsate nsati nsato nsatu nsema nseme
nsemi nsepa nsibi nside nsidi nsinu nsipi nsite nsiti nsito nsome nsona nsore nsori nsubo nsuma nsume nsumi nsupe nsura nsure
nsuri nsuse ntabi ntage ntagi ntago ntagu ntake ntame ntami ntamo ntana ntane ntari ntasi ntate ntati ntato ntebe ntege nteke
ntena ntene ntera ntere nteri ntero ntiba ntibi ntibo ntide ntido ntige ntigo ntigu ntima ntime ntimi ntimo ntina ntine ntini
ntino ntinu ntipa ntipe ntire ntise ntiso ntita ntiti ntomi ntomo ntona ntone ntoni ntore ntori ntoru ntuba ntura nture nturi
nturo nugen nukem nulme nulti numan numbe numbi numen numeral numero nunda nurem nurul nusantara nutel nutem nutini obabi
obago obama obasa obasanjo obate obati obedi oberi obero oberon obese obesi obeso obiso obite obito obitu obodi oboke obora
oboro oboti odate odati odega odege odena odense odera oderi odesi odeti odide odiga odigi odime odine odinga odisi odiso
odite oditi odode odone odora odore odotu ogaden ogadi ogame ogamo ogari ogata ogate ogati ogato ogena ogene ogeni ogeno ogeti
ogise ogisi ogite ogona ogota ogura ohabi ohama ohame ohana ohara ohemi ohere ohesi ohibi ohoku ohomi ojeda ojima ojito okabe
okada okami okamoto okamura okana okanagan okane okanogan okapi okeba okemo okera okere okina okine okita okoha okonjo okubo
okuda okuga okuma okumura okura oldem olden oldil oldin olman olmen olsen olsom olson olten oltin olton omadi omage omaha
omake omana omane omani omano omari omarosa omata omate omati omato ombin ombon omeba omebo omebu omeda omedi omega omeho
omema omena omene omeni omeno omepa omera omero omesi omete ometi ometo omide omime omina omine omini omino ominu omise omisi
omita omite omiti omkin omman ommel ommem ommen ommin ommon ommun omobi omodo omoge omona omone omore omori omose omoso omote
omoti ompan ompel ompen ompil ompin ompon ompul omran omron omson omura onade onado onage onaha onahu onami onapa onari onata
onate onati onato onbal ondal ondan ondem onden ondim ondin ondine ondol ondom ondon onega onegin onehe oneme onene onenote
onera onero onese onesi oneso oneta oneti onetime ongan ongen ongin ongol ongon onham onida onide onigiri onika onike oniki
onimo onine onisa onise onisi onita onite oniti onito onjun onkin onman onmen onnel onnin onnol onoda onodera onoga onohu
onoma onome onomi onomo onondaga onopo onora onore onori onoto onsan onsen onside onsil onsin onsite onsol onson onsul onsum
ontal ontam ontan ontem onten ontin ontol onton onume onuse opaga opami opane opedi opeka opene openi opensuse opera operandi
operate opere operon opine opini opoge opomo opone oporo oposa opose oposi opota orabi orade oradi orado orage oragi orama
orami orane orange orangemen orangutan oranje orari orasa orata orate orati orato orebe orebo oredi oredo orega oregano orego
oregon oreha orehe oreho orema oreme oremo orena orene oreno orepi orero oreru oresa orese oresi oreti oreto oretu oribe oribu
orida oride origa origami orige origen origi origin original originate origine orihime orina orine orini orino orisa orise
orisi oriso orita orite oriti orito oromo orona orone oroni orono orori orosi oruba oruse osage osaka osama osamu osari
osasuna osate osebe osebu osema osemi osene oseni osete osine osiri osita osite ositi osito osoma osome osori osuna osure
otage otagi otago otaku otamendi otami otamu otani otape otate otati otato otebo otege otene otepa oteri otero otide otine
otoge otojo otoko otoma otome otomo otone otoni otono otope otopi otori otoro otube pabil paden padil padukone pagan pagani
paganini pagano pagasa pagin pagoda pajam pajama pajero pakatan pakeha pakenham paldi palma palme palmitate palpa palpatine
palpi pamel pamin pamme pammi pampa pampanga pampe panadol panaji panam panama panamera panda pandan pande pandi pando pandora
pandu panel panem panera panga pangu panha panim panin panini panjabi panke panki panko panmunjom panmure panna panne panni
pannu panorama panse pansi pantanal pante pantene pantera panti panto pantomime panton pantone papal papel papelbon papen
papil parada parade paradise paradiso paragon paral param paramore paran parana parasite parasol parel paren parentage
parental parenti pareto parin parise parisi parol pasadena pataki patan patel paten patil patin patina patinkin paton patul
pedal pedan peden pedim pedin pekin pekingese pelga pelha pelham pelte pelton pemba pembe pembina penal penan penda pende
pendejo pendi pendo pendu penel penge pengu penha penhe penil penin penman penna penne penni penniman pennine penpal penri
penro penrose pensa pense pensi penta pentagon pente penti penton penul pepin pepita pepito peral peralta peram peran perelman
peren perera peril perim perin perinatal perine perino peron peroni perumal perusal peruse pesaro peseta petal peten petin
petite petul pidem pigen pikemen pikin pilbara pilki pilsen pilton pimentel pimento pimpi pimpin pinal pinata pinatubo pinba
pindi pineda pinel pinge pingi pingu pinin pinke pinki pinko pinna pinnate pinne pinni pinon pinpo pinson pinta pinte pinto
pintura pipel pipin piral piran piranha pirate pirel pirin pisani pisano pital pitan pitino pitol pitom piton pitul pogen
pokan pokem pokemon poken pokin poldi poldo polka polson polte pomade pomme pommel pomodoro pomon pomona pompano pompe pompo
pompom ponde ponderosa pondi ponem ponen pongal ponge pongo ponin ponse ponsi ponso ponta ponte ponti pontine ponto ponton
popul poral poran posada posal posel posen posin positano potam potato potemkin poten potentate potom potosi pugin pujara
pujol pukin pulmo pulpi pulsa pulsate pulse pulsi pulso pulte pummel pumpe pumpi pumpin pundi punge punja punjabi punkin punta
punte punti punto pupal pupate pupil puran purana purel purim purina purine puritan pusan putin raban rabel raben rabil rabin
rabol radamel radem raden radin radon ragan ragem ragen ragil ragin ragini ragon ragusa rahal raham rahan rahane rahim rahimi
rahul rajan rajini rajon rakam raken rakim rakin rakugo rakuten ralda ralde raldi raldo ralta ramada ramadan ramadi ramage
ramal raman ramana ramanujan ramapo rambam rambo ramel ramen ramil ramin ramiro ramji ramma ramme rammi ramon ramona ramone
rampa rampage rampal rampe rampi rampo ramsa ramse ranbe randa randal rande randi rando random randu ranga range rangel rangi
rango rangu ranha ranjan ranji ranke ranki rankin rankine ranko ranma ranni ranno rannu ranol ransa ransi ranso ransom ransome
ranson rante ranti ranto rantu ranul rapide rapido rapin rapol rapun rarel raril raritan rarotonga rasan rasen rasil rasin
rasol rason rasul ratan ratel ratin ratom raton ratul ratum rebal rebase rebate rebel rebuke redem reden redil redom redon
redondo redone redul redun regal regam regan regen regim regime regimen regin regina regine regon regul regum rehan rehen
rehire rehol rehome rekin remade remake reman rembe remel remem remen remin remini remna remodel remon remora remote remsen
remun renal renaldo renam rename renamo renan renata renate renato renda rende rendi rendo rendon rendu renegade renege renge
renhe renin renji renko renmin renminbi renna renne renni rense rensi renso renta rental rente renti rento renton renuka renun
repan repel repen repin repon reponse repose repul repulse repute rerum rerun resal reseda resel resem resen reside resil
resin resol resom reson resonate resul resum resume retake retaken retal retel reten retin retina retinal retinol retire
retiro retol reton retum ribal ribena ribera ribin ribose ribosomal ribosome ribul ribun ridal ridan riden ridin rigam rigan
rigatoni rigel rigen rigin rigol rigon rihan rihanna rijeka riken rikin rilke rimal riman rimen rimin rimini rimma rimme
rimmel rimmi rimon rimpo rimro rimso rinal rinaldi rinaldo rinam rinde rindi ringe ringi ringo ringu rinho rinka rinke rinki
rinko rinna rinne rinni rinol rinse rinsi rinsu rinta rinte rinti rinto rintu ripen ripol ripon risal risen risin risol risom
rison rital ritan ritim ritin riton robeson robin robina robinho robinson robison roboto rodan roden roderigo rodin rodol
rogan rogen rohan rohani rohin rohini rojan roken rokin roldan rolma rolme roman romana romani romano rombi rombo romen romero
romin romina romine romme rommel romne romon romul ronal ronaldo ronan ronda ronde rondo rondon ronen ronge ronim ronin ronma
ronme ronni ronol ronom ronso ronson ronta ronte ronti ronto ronul ronun ropan ropel ropen ropin ropol ropom ropon ropul rorin
rosado rosal rosalba rosam rosanna rosanne rosarito rosati rosatom rosem roseman rosen rosin rosina rosita rosol rotate roten
rotimi roton rotum rotun rotunda rubel ruben rubin rubina rubino rudan rudel ruden rudim rudin rudol rugal rugosa rujil ruman
rumba rumbu rumen ruminate rumma rummage rumme rummel rummi rummo rumpe rumson runde rundi rundo runel runge runin runka runke
runne runni runnin runso runti runtime rupal rupul rural rusal rusin rutabaga rutal rutan rutil rutin saban sabatini sabatino
sabato sabel sabiha sabil sabin sabina sabine sabino sabotage saburo sadako saden sadin sagal sagamore sagan sagara sagen
sagin sahaba sahara saharan sahel sahil sahin sakamoto sakata saken sakina sakuma sakura saldana saldanha salgado salma salman
salmo salmon salsa salta salte saltine saltire salto salton saman samara samaritan samba sambal sambo sambora samburu samedi
samhita samini samira samiti sammi sammon samora samosa sampan samra samsara samso samson samsonite samsu samsun samun sanada
sanal sanam sanatan sanbo sanda sandal sande sandel sandeman sandi sando sandon sandu sanel sanga sangam sangamon sange sangin
sango sangu sanibel sanja sanjana sanji sanjo sanju sankara sankaran sanna sanne sanogo sanremo sansa sansom sanson sansone
santa santal santana sante santi santini santino santo santon santorini santoro santorum sanusi sarada saraki saran sarandon
sarasota saratoga saril sarin sarina sarita saron sarum saruman sasaki sasol sasuke satan satara satel satil satin satine
satire satoko satomi satori satoru saturate sebago sebal sebum sedan sedate seden sedim sedin sedon sedona sedum segal segel
segun segunda segundo segura seguro sehol selden seldo seldom seldon selke selki selma selman seman semana semba sembo semen
semin seminal semite semitone sempe senal senate senba senbe senda sende sendi sendin sendo senegal senga senge sengoku senho
senhora senil senin senkaku senki senna senora senorita senpa sensa sense sensi senso sensu senta sente senti sentinel sentosa
sepal separate seperate sepul sepultura serato seren serena serenade serene serengeti sereno serin serina serine serol
serotonin serum sesam sesame setanta seton sibal sibel sibil sidel sideman sidemen siden sidenote sidibe sidin sidon sigal
sigel sigil sildo silho silke silken simal simba simenon simil simme simmo simon simona simone simonsen simonson simonton
simra simran simson simul sinal sinan sinba sinden sinema singa singapore singe singi singin singu sinha sinin sinise sinke
sinki sinne sinni sinon sinte sipin siren sirena sirin sirisena sisal sisin sitan sitaram sitel sitin sobel soberano sodom
sodomite soham sokal sokol sokoto soldado solde soldi soltan somal soman sombe somel somen sometime somin somme somni somone
sonal sonam sonan sonata sonho sonin sonja sonme sonne sonnen sonom sonoma sonora sonoran sorel soren sorensen sorenson
sorento sorin soroka sorokin sotom subalpine subaru subun sudan sudanese sudeten sudoku sugimoto sugita sujata sukumaran sulki
sulta sultan sultana sultanate sulte sulti suman sumida sumin sumire sumitomo summa summarise summe summi summo summon sumne
sumte sunam sunan sunanda sunba sunbe sunbu sunda sundaram sunde sundin sundo sunil sunita sunke sunken sunna sunni sunri
sunrise sunro sunse suntan sununu superego supine suran surel surem surin surinam suriname susan susana susanna susanne susin
susumu sutil suture tabata tabil tabol tabul tadel tagal tagen tagin tagine tagon tagore tahan tahini tahiti tajima takada
takagi takahiro takako takamine takano takara takata takeda taken takeru takin takoma takoradi takum takuma takumi talbo talgi
talha talka talke talki talkin talmage talme talmu tamaki tamako tamal taman tamara tamari tamba tambo tamborine tameka tamen
tamera tameside tamika tamil tamilnadu tamim tamimi tamin tamina tamma tammi tamol tamora tampa tampe tampere tampi tampo
tampon tamponade tamra tamron tamsin tamura tanabe tanaka tanam tanana tanbu tanda tande tandem tandi tando tandon tandu tanga
tange tangerine tangi tango tangu tanho tanja tanjore tanka tanke tanki tanna tanne tannen tanni tannin tanta tante tanti
tanto tanuki tapenade tapin tapul taraba taraji taran taranaki tarantino taranto tarasenko tarentum taril tarim tarin taron
taronga tarun tatami tatanka tatel tatem taten tatin tatum teban tebel tegan tegel tehal tehama teheran tejada tejano telkom
telmo telne telson temal teman tembe tembo temen temme temmi temol tempe tempel tempera temperate tempi tempo tempora temporal
tempore tempura temujin tenan tenbe tenbo tenda tende tendi tendo tendon tendu tenem tenga tenge tengo tengu tenha tenho tenin
tenma tenme tenna tenne tenni tennison tenno tenon tense tensi tenso tenta tente tenten tenti tenure tepan terada teral teran
teratoma teren teresa teril terim terin terol teron tesan tesim tesol tesoro tetan teton tiban tibetan tibil tibul tiburon
tidal tidim tidin tigen tigon tikal tilbu tilda tilde tilden tilman tilson tilte tilti tilton timal timaru timbe timbo timbu
timel timen timil timin timken timon timorese timpani timul timum tinal tinda tindal tinde tinel tinen tinga tinge tingi tingu
tinho tinin tinke tinki tinne tinni tinse tinsel tinso tintagel tinte tinti tintin tinto tinubu tinum tipen tipul tirade
tiramisu tirana tirel tirem tiresome tirin tirol tirupati tisan tisem tisin tisol tison titan titanate titul tobago tobal
tobel tobin todon todoroki togen tohoku token tokin tolki tolman tolson toman tomasi tomaso tomato tomba tombo tomim tomita
tomki tomkinson tomma tommaso tommen tommo tomoko tomol tompe tompi tomson tomtom tonal tonbu tondo tonem tonga tongan tonge
tongo tongu tonin tonino tonite tonka tonki tonkin tonna tonnage tonne tonom tonsi tonsil tonsure tonto tonton topan topanga
topeka topil topol toral toril torin torino torol toron toronto torum torun tosin tosom total totel totem totin totoro tubal
tubin tubul tuden tudin tugal tulsa tulsi tumen tumna tumpe tumul tunda tunde tunin tunku tunne tunnel tunni tunte tunti tupel
tupen tural turam turan turel turenne turin tutel tutin ubado ubaka ubaldo ubane ubara ubaru ubate ubati ubato ubera ubine
ubiso uboni ubuni ubuntu udane udape udene udime udina udine udinese udini udite uditi udito udoku udomo udubo udupi ugabe
uganda ugandan ugano ugate ugati ugene ugeni ugiti ugura uhani uhari uhura uhuru ujahi ujara ujiri ukaku ukebo ukemi uldin
ulgen ulgin ulham ulhol ulkin ulman ulmen ulmin ulmon ulrika ulrike ulsan ulsen ulsin ulson ultan ultil ultim ultima ultimate
ultimatum ultimo ultin ulton umaga umage umami umana umane umani umano umaru umati umato umbal umben umbil umbin umbol umbul
umeda umeni umera umeri umero umeru umidi umina umini umino uminu umito umman ummel ummin ummon umnal umoni umore umoro umoto
umpin umpire umsil umtiti umunna unaba unadu unagi unami unani unapo unate unati unbal unban unbel undal undam undan undel
undem unden underage undin undine undon undone undul unedi unedu unera ungal ungen ungin unham unhel unhin unhol unide unido
unima unini unipe unisa unise unisi uniso unison unita unite uniti unkel unkem unken unkin unmade unmake unman unmen unmin
unnam unnan unnatural unnel unnil unnin unode unope unori unpal unpun unran unrel unrem unripe unrul unsal unsan unsel unsere
unsol unson unsul unsun unsure untam untan unten until untim untin untol unton unusa unuse unusu upati upera uperi upide upidi
upine upita upite uraba urabi urage uragi uraka urama urani urano uranu urasi urate urati urato urega urehe ureka ureme ureti
ureto uribe uride uridine urina urinal urinate urine uripi urita urite uriti urobi uroda urode uromu urona uropa urope urora
urosi urosu uroti urugu usabi usada usade usadi usage usagi usaka usama usana usati usebi usebo useho useke usema useme usene
usibi usine utage utama utane utara utari utate utati uteme utena utene utensil utere uteri uterine utero uteru utine utini
utobi utobo utode utoma utomo utoni utono utopi utore utori utoso utube utura uture uturi
"""
