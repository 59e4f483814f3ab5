import { local, office, officeHours } from '../parts/offices.ts'

const divisions = [
  office({
    code: 'K-APP',
    kind: 'akimat',
    name: local('Ақсу қаласы әкімінің аппараты', 'Аппарат акима города Аксу', 'Office of the Akim of Aksu'),
    short: local('Қала әкімінің аппараты', 'Аппарат акима города', 'Akim’s office'),
    aliases: ['акимат', 'городской акимат', 'қала әкімдігі', 'әкімдік'],
    hours: officeHours,
  }),
  office({
    code: 'K-ZKH',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының тұрғын үй-коммуналдық шаруашылығы, жолаушылар көлігі және автомобиль жолдары бөлімі',
      'Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог города Аксу',
      'Housing, Utilities, Passenger Transport and Roads Division of Aksu',
    ),
    short: local('ТҮКШ бөлімі', 'Отдел ЖКХ', 'Utilities and roads division'),
    aliases: ['ЖКХ', 'ТҮКШ', 'ТКШ'],
    hours: officeHours,
  }),
  office({
    code: 'K-INS',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының тұрғын үй инспекциясы бөлімі',
      'Отдел жилищной инспекции города Аксу',
      'Housing Inspection Division of Aksu',
    ),
    short: local('Тұрғын үй инспекциясы бөлімі', 'Отдел жилищной инспекции', 'Housing inspection'),
    aliases: ['жилинспекция'],
    hours: officeHours,
  }),
  office({
    code: 'K-ARC',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының сәулет және қала құрылысы бөлімі',
      'Отдел архитектуры и градостроительства города Аксу',
      'Architecture and Urban Planning Division of Aksu',
    ),
    short: local('Сәулет бөлімі', 'Отдел архитектуры', 'Architecture division'),
    hours: officeHours,
  }),
  office({
    code: 'K-LND',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының жер қатынастары бөлімі',
      'Отдел земельных отношений города Аксу',
      'Land Relations Division of Aksu',
    ),
    short: local('Жер қатынастары бөлімі', 'Отдел земельных отношений', 'Land division'),
    hours: officeHours,
  }),
  office({
    code: 'K-BLD',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының құрылыс бөлімі',
      'Отдел строительства города Аксу',
      'Construction Division of Aksu',
    ),
    short: local('Құрылыс бөлімі', 'Отдел строительства', 'Construction division'),
    hours: officeHours,
  }),
  office({
    code: 'K-ENT',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының кәсіпкерлік және ауыл шаруашылығы бөлімі',
      'Отдел предпринимательства и сельского хозяйства города Аксу',
      'Business and Agriculture Division of Aksu',
    ),
    short: local(
      'Кәсіпкерлік және ауыл шаруашылығы бөлімі',
      'Отдел предпринимательства и сельского хозяйства',
      'Business and agriculture division',
    ),
    hours: officeHours,
  }),
  office({
    code: 'K-SOC',
    kind: 'department',
    parent: 'K-APP',
    name: local(
      'Ақсу қаласының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі',
      'Отдел занятости и социальных программ города Аксу',
      'Employment and Social Programmes Division of Aksu',
    ),
    short: local(
      'Әлеуметтік бағдарламалар бөлімі',
      'Отдел занятости и соцпрограмм',
      'Social programmes division',
    ),
    hours: officeHours,
  }),
  office({
    code: 'K-EDU',
    kind: 'department',
    name: local(
      'Павлодар облысы білім басқармасының Ақсу қаласы бойынша білім бөлімі',
      'Отдел образования города Аксу управления образования Павлодарской области',
      'Education Division of Aksu of the Education Department of Pavlodar Region',
    ),
    short: local('Білім бөлімі', 'Отдел образования', 'Education division'),
    hours: officeHours,
  }),
]

/** Akims of the rural districts answer for cleaning, roads and lamps in their villages. */
const ruralAkims = [
  [
    'K-R1',
    'kanash-kamzin',
    'Қанаш Қамзин ауылдық округі',
    'сельского округа Канаша Камзина',
    'Kanash Kamzin',
  ],
  ['K-R2', 'dostyk', 'Достық ауылдық округі', 'Достыкского сельского округа', 'Dostyk'],
  ['K-R3', 'evgenevka', 'Евгеньевка ауылдық округі', 'Евгеньевского сельского округа', 'Yevgenyevka'],
  [
    'K-R4',
    'mamait-omarov',
    'Мамаит Омаров атындағы ауылдық округ',
    'сельского округа имени Мамаита Омарова',
    'Mamait Omarov',
  ],
  ['K-R5', 'kalkaman', 'Қалқаман ауылдық округі', 'Калкаманского сельского округа', 'Kalkaman'],
  ['K-R6', 'kyzylzhar', 'Қызылжар ауылдық округі', 'Кызылжарского сельского округа', 'Kyzylzhar'],
].map(([code = '', area = '', kk = '', ru = '', en = '']) =>
  office({
    code,
    kind: 'akimat',
    parent: 'K-APP',
    name: local(
      `Ақсу қаласы ${kk} әкімінің аппараты`,
      `Аппарат акима ${ru} города Аксу`,
      `Office of the Akim of ${en} rural district of Aksu`,
    ),
    short: local(`${kk} әкімі`, `Аким ${ru}`, `Akim of ${en} district`),
    areas: [area],
    hours: officeHours,
  }),
)

const utilities = [
  office({
    code: 'K-CLN',
    kind: 'utility',
    parent: 'K-ZKH',
    name: local(
      'Қала көшелерін күтіп ұстау жөніндегі мердігер',
      'Подрядчик по содержанию улиц города',
      'Contractor for street maintenance',
    ),
    short: local('Көше тазалау мердігері', 'Подрядчик по уборке', 'Street cleaning contractor'),
  }),
  office({
    code: 'K-WAS',
    kind: 'utility',
    parent: 'K-ZKH',
    name: local('Қоқыс шығаратын ұйым', 'Мусоровывозящая организация', 'Waste collection company'),
    short: local('Қоқыс шығаратын ұйым', 'Мусоровывозящая организация', 'Waste collection'),
    external: true,
  }),
  office({
    code: 'K-WTR',
    kind: 'utility',
    parent: 'K-ZKH',
    name: local('«Ақсу су арнасы» КМК', 'КГП «Ақсу су арнасы»', 'Aksu su arnasy water and sewer utility'),
    short: local('«Ақсу су арнасы»', '«Ақсу су арнасы»', 'Aksu su arnasy'),
    aliases: ['водоканал', 'горводоканал', 'Аксу су арнасы'],
  }),
  office({
    code: 'K-HEA',
    kind: 'utility',
    parent: 'K-ZKH',
    name: local(
      'Ақсу қаласын жылумен жабдықтау ұйымы',
      'Организация теплоснабжения города Аксу',
      'Heat supply company of Aksu',
    ),
    short: local('Жылу желілері', 'Тепловые сети', 'Heat networks'),
    aliases: ['теплосеть', 'котельная', 'қазандық'],
  }),
  office({
    code: 'K-ELE',
    kind: 'utility',
    name: local(
      'Ақсу қаласының электр желілері ұйымы',
      'Электросетевая организация города Аксу',
      'Power network company of Aksu',
    ),
    short: local('Электр желілері', 'Электросети', 'Power networks'),
    aliases: ['электросети', 'РЭС'],
    external: true,
  }),
  office({
    code: 'K-OSI',
    kind: 'partner',
    name: local(
      'Үйді басқару органы (МИБ, ЖС, ПИК, басқарушы компания)',
      'Орган управления домом (ОСИ, ПТ, КСК, управляющая компания)',
      'Management body of the house (association of owners, co-operative or company)',
    ),
    short: local('МИБ, ПИК, басқарушы компания', 'ОСИ, КСК, УК дома', 'House management'),
    aliases: ['ОСИ', 'КСК', 'УК', 'МИБ', 'ПИК'],
    external: true,
  }),
  office({
    code: 'K-AZF',
    kind: 'partner',
    name: local('Ақсу ферроқорытпа зауыты', 'Аксуский завод ферросплавов', 'Aksu Ferroalloy Plant'),
    short: local('Ферроқорытпа зауыты', 'Завод ферросплавов', 'Ferroalloy plant'),
    aliases: ['АЗФ', 'ERG', 'ферросплавный завод'],
    external: true,
  }),
]

const stateBodies = [
  office({
    code: 'X-POL',
    kind: 'state_body',
    name: local('Ақсу қаласының полиция бөлімі', 'Отдел полиции города Аксу', 'Police Division of Aksu'),
    short: local('Полиция бөлімі', 'Отдел полиции', 'Police'),
    phones: ['102'],
    external: true,
  }),
  office({
    code: 'X-DCH',
    kind: 'state_body',
    name: local(
      'Ақсу қаласының төтенше жағдайлар бөлімі',
      'Отдел по чрезвычайным ситуациям города Аксу',
      'Emergency Situations Division of Aksu',
    ),
    short: local('ТЖБ', 'ОЧС', 'Emergency division'),
    phones: ['112', '101'],
    external: true,
  }),
  office({
    code: 'X-PRO',
    kind: 'state_body',
    name: local('Ақсу қаласының прокуратурасы', 'Прокуратура города Аксу', 'Prosecutor’s Office of Aksu'),
    short: local('Қала прокуратурасы', 'Прокуратура города', 'Prosecutor'),
    external: true,
  }),
  office({
    code: 'X-ECO',
    kind: 'state_body',
    name: local(
      'Павлодар облысы бойынша экология департаменті',
      'Департамент экологии по Павлодарской области',
      'Department of Ecology for Pavlodar Region',
    ),
    short: local('Экология департаменті', 'Департамент экологии', 'Ecology department'),
    external: true,
  }),
  office({
    code: 'X-SAN',
    kind: 'state_body',
    name: local(
      'Павлодар облысының санитариялық-эпидемиологиялық бақылау департаменті',
      'Департамент санитарно-эпидемиологического контроля Павлодарской области',
      'Department of Sanitary and Epidemiological Control of Pavlodar Region',
    ),
    short: local('Санэпидбақылау департаменті', 'Департамент санэпидконтроля', 'Sanitary control'),
    aliases: ['СЭС'],
    external: true,
  }),
  office({
    code: 'X-NAT',
    kind: 'state_body',
    name: local(
      'Павлодар облысының жер қойнауын пайдалану, қоршаған орта және су ресурстары басқармасы',
      'Управление недропользования, окружающей среды и водных ресурсов Павлодарской области',
      'Department of Subsoil Use, Environment and Water Resources of Pavlodar Region',
    ),
    short: local('Қоршаған орта басқармасы', 'Управление окружающей среды', 'Environment department'),
    external: true,
  }),
  office({
    code: 'X-ENE',
    kind: 'state_body',
    name: local(
      'Павлодар облысының энергетика және тұрғын үй-коммуналдық шаруашылық басқармасы',
      'Управление энергетики и жилищно-коммунального хозяйства Павлодарской области',
      'Department of Energy and Utilities of Pavlodar Region',
    ),
    short: local(
      'Облыстық энергетика және ТҮКШ басқармасы',
      'Облуправление энергетики и ЖКХ',
      'Regional energy department',
    ),
    external: true,
  }),
]

export const offices = [...divisions, ...ruralAkims, ...utilities, ...stateBodies]
