import type { Texts } from '../doc.ts'

/** News of the demo. Each takes the first of its categories and offices that the city has. */
export type DemoNews = {
  daysAgo: number
  categories: readonly string[]
  /** Parts of the English names of offices. */
  offices: readonly string[]
  title: Texts
  lead: Texts
  body: Texts
  source?: { name: string; url: string | null }
  /** A drawing of the demo that shows its first category, from before or after the work, and what is seen on it. */
  picture?: { side: 'before' | 'after'; alt: Texts }
}

const words = (kk: string, ru: string, en: string): Texts => ({ kk, ru, en })

/** What stands in the news of every city of the demo, and what only one of them has. */
export const demoNews = (slug: string): DemoNews[] => [...(ofOneCity[slug] ?? []), ...ofAll]

const ofAll: DemoNews[] = [
  {
    daysAgo: 3,
    categories: ['snow_road', 'ice_walk'],
    picture: {
      side: 'after',
      alt: words(
        'Сурет: қардан тазаланған көше',
        'Рисунок: улица, очищенная от снега',
        'Drawing: a street cleared of snow',
      ),
    },
    offices: ['housing', 'improvement'],
    title: words(
      'Қар түскенде аулаларды кім және қашан тазалайды',
      'Кто и когда чистит дворы, когда выпал снег',
      'Who clears yards after snow, and when',
    ),
    lead: words(
      'Алдымен жедел жәрдем өтетін жолдар, мектептер мен аялдамалар, содан кейін аулалар.',
      'Сначала проезды для скорой, школы и остановки, затем дворы.',
      'First the ways for ambulances, schools and bus stops, then the yards.',
    ),
    body: words(
      'Қар тоқтағаннан кейін техника мына ретпен жұмыс істейді.\n\n- негізгі көшелер мен аялдамалар\n- мектептерге, балабақшаларға және емханаларға баратын жолдар\n- аула ішіндегі өткелдер мен жаяу жолдар\n\n# Аула тазаланбай қалса\nПорталда хабарлаңыз: мекенжайды және суретті қосыңыз. Өтініш бірден жауапты мекемеге түседі, жауап мерзімі өтініш бетінде көрсетіледі.\n\n# Көлікті қайда қойған дұрыс\nТүнде көшенің тақ жағын бос қалдырыңыз: күрегі бар көлік сол жақтан бастайды.',
      'После того как снег перестал, техника работает в таком порядке.\n\n- основные улицы и остановки\n- дороги к школам, детским садам и поликлиникам\n- проезды и пешеходные дорожки во дворах\n\n# Если двор не почистили\nСообщите на портале: укажите адрес и приложите снимок. Обращение сразу попадёт в ответственное ведомство, срок ответа виден на странице обращения.\n\n# Где лучше оставить машину\nНа ночь освобождайте нечётную сторону улицы: с неё начинает работать техника.',
      'Once the snow has stopped, the machines work in this order.\n\n- main streets and bus stops\n- roads to schools, kindergartens and clinics\n- driveways and footpaths in yards\n\n# If a yard was not cleared\nReport it on the portal with the address and a picture. The report goes to the office that is responsible, its page shows by when an answer is due.\n\n# Where to leave a car\nKeep the odd side of the street free at night: the machines begin there.',
    ),
  },
  {
    daysAgo: 11,
    categories: ['heat'],
    offices: ['heat', 'energy', 'housing'],
    title: words(
      'Үйде салқын болса: температура қалай өлшенеді',
      'Если дома холодно: как измеряют температуру',
      'If it is cold at home: how the temperature is measured',
    ),
    lead: words(
      'Өлшеуге өтінім беру, акт және қайта есептеу туралы қысқаша.',
      'Коротко о заявке на замер, акте и перерасчёте.',
      'In short: asking for a measurement, the record, and the recalculation.',
    ),
    body: words(
      '# Не істеу керек\n- алдымен мүлік иелерінің бірлестігіне немесе үй басқарушысына хабарласыңыз\n- көмектеспесе, порталда «Жылу» санатымен өтініш қалдырыңыз\n- маман келіп, температураны қабырғадан бір метр, еденнен бір жарым метр биіктікте өлшейді\n\nӨлшеу нәтижесі актіге жазылады, бір данасы сізде қалады. Температура нормадан төмен болса, төлем қайта есептеледі.',
      '# Что сделать\n- сначала обратитесь в объединение собственников или к управляющему домом\n- если не помогли, оставьте обращение на портале в категории «Отопление»\n- специалист измерит температуру в метре от стены и на высоте полутора метров от пола\n\nРезультат записывают в акт, один экземпляр остаётся у вас. Если температура ниже нормы, плату пересчитают.',
      '# What to do\n- first turn to the association of owners or the manager of the house\n- if that does not help, report it on the portal under “Heating”\n- a specialist measures a metre away from the wall and a metre and a half above the floor\n\nThe result is written into a record, one copy stays with you. Below the norm the payment is recalculated.',
    ),
  },
  {
    daysAgo: 24,
    categories: ['stop', 'bus'],
    picture: {
      side: 'after',
      alt: words('Сурет: автобус аялдамасы', 'Рисунок: автобусная остановка', 'Drawing: a bus stop'),
    },
    offices: ['transport', 'roads'],
    title: words(
      'Аялдамаларға кестелер ілінеді',
      'На остановках появятся расписания',
      'Timetables come to bus stops',
    ),
    lead: words(
      'Тұрғындардың өтініштері ең көп түскен аялдамалардан басталады.',
      'Начнут с остановок, о которых жители писали чаще всего.',
      'The stops that residents wrote about most come first.',
    ),
    body: words(
      'Кестеде бағыттың нөмірі, алғашқы және соңғы автобустың уақыты және диспетчердің телефоны болады. Кестеде қате болса немесе ол жыртылса, порталда «Қоғамдық көлік» санатымен хабарлаңыз.\n\nТізімге аялдама қосу туралы ұсыныстар жұма сайын қаралады.',
      'В расписании будут номер маршрута, время первого и последнего автобуса и телефон диспетчера. Если в нём ошибка или его сорвали, сообщите на портале в категории «Общественный транспорт».\n\nПредложения добавить остановку рассматривают по пятницам.',
      'A timetable shows the number of the route, the first and the last bus and the phone of the dispatcher. If it is wrong or torn off, report it on the portal under “Public transport”.\n\nProposals for further stops are looked at on Fridays.',
    ),
    source: { name: 'Қалалық көлік диспетчерлік қызметі · Городская диспетчерская служба', url: null },
  },
  {
    daysAgo: 38,
    categories: ['tree'],
    picture: {
      side: 'after',
      alt: words('Сурет: көшедегі ағаштар', 'Рисунок: деревья на улице', 'Drawing: trees in a street'),
    },
    offices: ['green', 'nature', 'improvement'],
    title: words(
      'Күзгі отырғызу аяқталды: келесі орындарды тұрғындар таңдайды',
      'Осенняя посадка завершена: следующие места выберут жители',
      'Autumn planting is done: residents choose the next places',
    ),
    lead: words(
      'Көктемге арналған ұсыныстар қабылданып жатыр.',
      'Принимаются предложения на весну.',
      'Proposals for spring are being taken.',
    ),
    body: words(
      'Ағаш отырғызуға ұсыныс беру үшін порталдағы картадан орынды белгілеп, неге осы жер екенін бір сөйлеммен жазыңыз. Жер астындағы желілерге жақын орындар қабылданбайды, сондықтан мамандар әр орынды тексереді.\n\n# Күтім\nОтырғызылған көшеттерді екі жыл бойы мердігер суарады. Қураған көшетті көрсеңіз, суретін жіберіңіз: ол кепілдік бойынша ауыстырылады.',
      'Чтобы предложить место для дерева, отметьте его на карте портала и одним предложением напишите, почему именно здесь. Места рядом с подземными сетями не подойдут, поэтому каждое проверяют специалисты.\n\n# Уход\nСаженцы два года поливает подрядчик. Увидели засохший саженец — пришлите снимок: его заменят по гарантии.',
      'To propose a place for a tree, mark it on the map of the portal and say in one sentence why there. Places near buried pipes do not fit, so specialists check each.\n\n# Care\nThe contractor waters the saplings for two years. If you see a dry one, send a picture: it is replaced under warranty.',
    ),
  },
  {
    daysAgo: 52,
    categories: [],
    offices: [],
    title: words(
      'Портал бір тоқсанда: не сұрайды және не шешілді',
      'Портал за квартал: о чём пишут и что решено',
      'A quarter of the portal: what people write about and what was solved',
    ),
    lead: words(
      'Сандар статистика бетінен алынды, әрқайсысын тексеруге болады.',
      'Числа взяты со страницы статистики, каждое можно проверить.',
      'The numbers come from the statistics page, each can be checked.',
    ),
    body: words(
      'Тұрғындар ең көп жазатын тақырыптар – жолдар, қоқыс және жылу. Жауаптың уақтылы берілуі мекемелер бойынша бөлек көрсетіледі: әр мекеменің бетінде мерзімінен кешіккен өтініштер де бар.\n\nСандардың қалай есептелетіні «Есептеу әдісі» бетінде жазылған. Қате көрсеңіз, хабарлаңыз.',
      'Чаще всего жители пишут о дорогах, мусоре и отоплении. Своевременность ответов показана по каждому ведомству: на его странице видны и просроченные обращения.\n\nКак считаются числа, написано на странице «Методика». Если видите ошибку, сообщите.',
      'Residents write most about roads, waste and heating. How timely the answers are is shown for each office: its page has the late ones as well.\n\nHow the numbers are counted stands on the page “Method”. If you see a mistake, tell us.',
    ),
  },
  {
    daysAgo: 75,
    categories: ['bulky', 'waste_missed'],
    picture: {
      side: 'before',
      alt: words(
        'Сурет: ауладағы ескі жиһаз',
        'Рисунок: старая мебель во дворе',
        'Drawing: old furniture in a yard',
      ),
    },
    offices: ['housing', 'nature', 'waste'],
    title: words(
      'Ірі қоқысты қайда тапсыруға болады',
      'Куда сдать крупный мусор',
      'Where to take bulky waste',
    ),
    lead: words(
      'Ескі жиһаз бен құрылыс қалдығы контейнер алаңына қойылмайды.',
      'Старую мебель и строительный мусор на контейнерную площадку не ставят.',
      'Old furniture and building waste do not go to the container site.',
    ),
    body: words(
      '- шағын көлемдегі жиһаз: қоқыс шығаратын компанияға қоңырау шалып, шығаратын күнді келісіңіз\n- құрылыс қалдығы: жөндеу жүргізген адам өзі шығарады немесе бункерге тапсырыс береді\n- шиналар мен батареялар: қабылдау орындарының тізімі компания сайтында\n\nАулаға тасталған үйіндіні көрсеңіз, порталда хабарлаңыз: иесі анықталмаса, оны қала шығарады.',
      '- мебель: позвоните в компанию, которая вывозит мусор, и договоритесь о дне\n- строительный мусор: вывозит тот, кто делал ремонт, или заказывает бункер\n- шины и батарейки: список пунктов приёма есть на сайте компании\n\nЕсли во дворе появилась свалка, сообщите на портале: если хозяина не нашли, её вывезет город.',
      '- furniture: call the company that takes the waste away and agree on a day\n- building waste: whoever did the repair takes it away or orders a container\n- tyres and batteries: the company lists where they are taken\n\nIf there is a dump in your yard, report it: when no owner is found, the city takes it away.',
    ),
  },
]

const ofOneCity: Readonly<Record<string, readonly DemoNews[]>> = {
  oskemen: [
    {
      daysAgo: 6,
      categories: ['air'],
      offices: ['nature', 'ecolog'],
      title: words(
        'Қолайсыз ауа райы: үш күнге арналған ескерту',
        'Неблагоприятные метеоусловия: предупреждение на три дня',
        'Unfavourable weather for the air: a warning for three days',
      ),
      lead: words(
        'Жел әлсіз болғандықтан ауадағы зиянды заттар тарамайды.',
        'Из-за слабого ветра вредные вещества не рассеиваются.',
        'The wind is too weak to carry harmful substances away.',
      ),
      body: words(
        'Кәсіпорындар шығарындыны азайту режиміне көшірілді. Жүрек және тыныс алу ауруы бар адамдарға, қарттар мен балаларға далада аз болуға кеңес беріледі.\n\n# Иіс сезсеңіз\nПорталда хабарлаңыз: уақыты мен орнын жазыңыз. Дәл сол сәттегі хабарлар тексерушілерге көзін табуға көмектеседі.',
        'Предприятия переведены на сокращение выбросов. Людям с болезнями сердца и дыхания, пожилым и детям советуют меньше бывать на улице.\n\n# Если чувствуете запах\nСообщите на портале: укажите время и место. Сообщения в тот же момент помогают проверяющим найти источник.',
        'Plants have been told to cut emissions. People with heart or lung diseases, the elderly and children are advised to stay indoors more.\n\n# If you notice a smell\nReport it with the time and the place. Reports of that very moment help inspectors to find the source.',
      ),
      source: { name: 'Қазгидромет · Казгидромет', url: 'https://www.kazhydromet.kz' },
    },
  ],
  aksu: [
    {
      daysAgo: 8,
      categories: ['light_st', 'light_yd'],
      picture: {
        side: 'after',
        alt: words(
          'Сурет: жанып тұрған көше шамы',
          'Рисунок: горит уличный фонарь',
          'Drawing: a lit street lamp',
        ),
      },
      offices: ['housing', 'energy'],
      title: words(
        'Ауылдық округтерде көше шамдары ауыстырылады',
        'В сельских округах меняют уличные фонари',
        'Street lights are being changed in the rural districts',
      ),
      lead: words(
        'Жұмыс өтініштер ең көп түскен көшелерден басталды.',
        'Начали с улиц, откуда пришло больше всего обращений.',
        'The streets with the most reports come first.',
      ),
      body: words(
        'Ескі шамдар үнемдірек жарықдиодты шамдарға ауыстырылады. Бағана нөмірі жазылған болса, өтінішке сол нөмірді қосыңыз: бригада орынды тез табады.\n\nШам қайта сөнсе, жаңа өтініш жазудың қажеті жоқ: бұрынғы өтінішті қайта ашуға болады.',
        'Старые светильники заменяют на светодиодные. Если на опоре есть номер, укажите его в обращении: бригада быстрее найдёт место.\n\nЕсли фонарь снова погас, новое обращение не нужно: можно вновь открыть прежнее.',
        'Old lamps are replaced by LEDs. If the pole has a number, put it into the report: the crew finds the place faster.\n\nIf a light goes out again, no new report is needed: the old one can be reopened.',
      ),
    },
  ],
  almaty: [
    {
      daysAgo: 5,
      categories: ['drain'],
      picture: {
        side: 'before',
        alt: words('Сурет: су басқан көше', 'Рисунок: улица под водой', 'Drawing: a flooded street'),
      },
      offices: ['improvement', 'mobility'],
      title: words(
        'Арықтарды қысқа дейін тазалау кестесі',
        'График чистки арыков до зимы',
        'When the aryks are cleared before winter',
      ),
      lead: words(
        'Аудандар бойынша жұмыс бір апта сайын жаңартылады.',
        'Работы по районам обновляются раз в неделю.',
        'The works by district are updated once a week.',
      ),
      body: words(
        'Жапырақ пен қоқыс арықты бітегенде су жолға шығып, мұз болып қатады. Сондықтан бірінші кезекте еңіс көшелер тазаланады.\n\nАрық бітелсе, порталда хабарлаңыз: суретте су қайдан тасып жатқаны көрінсін.',
        'Когда листья и мусор забивают арык, вода выходит на дорогу и замерзает. Поэтому сначала чистят улицы с уклоном.\n\nЕсли арык забит, сообщите на портале: пусть на снимке будет видно, откуда идёт вода.',
        'When leaves and rubbish block an aryk, water runs over the road and freezes. So the sloping streets are cleared first.\n\nIf an aryk is blocked, report it with a picture that shows where the water comes from.',
      ),
    },
  ],
}
