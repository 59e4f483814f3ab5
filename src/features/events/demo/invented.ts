import type { Organiser } from '../content.ts'
import type { EventKind } from '../rules.ts'
import type { Texts } from '../translated.ts'

/** An event of a demo. Places and days are filled in for each city; nothing here names one. */
export type Invented = {
  kind: EventKind
  title: Texts
  about: Texts
  programme: Texts
  bring?: Texts
  /** Days from the day of planting; a clean-up day moves to the Saturday of that week. */
  inDays: number
  from: string
  till: string
  /** Null: no sign-up. */
  places: number | null
  open?: true
  /** Persons of each sign-up, in their order. */
  guests?: number[]
  organisers?: Organiser[]
  /** It is to solve complaints of the city, and takes place there. */
  solves?: number
  results?: { participants: number; hours: number; bags: number; text: Texts }
  cancelled?: Texts
  questions?: { text: string; lang: 'kk' | 'ru'; answer: string }[]
  draft?: true
}

const three = (kk: string, ru: string, en: string): Texts => ({ kk, ru, en })
const none = three('', '', '')

const cleanUpAbout = three(
  'Қоқысты қапқа жинаймыз, ірі заттарды жүк көлігіне тиейміз. Қап пен күректі мекеме береді.',
  'Собираем мусор в мешки, крупное грузим в машину. Мешки и лопаты даёт ведомство.',
  'Litter goes into bags, bulky things onto a lorry. The office brings bags and shovels.',
)
const cleanUpDay = three(
  '10:00 Жиналу, құрал-сайман тарату\n10:15 Жұмыс\n12:30 Шай және қорытынды',
  '10:00 Сбор, раздача инвентаря\n10:15 Работа\n12:30 Чай и итоги',
  '10:00 Meeting point, tools\n10:15 Work\n12:30 Tea and a count of the bags',
)
const cleanUpBring = three(
  'Қолғап\nАуыз су\nЛас болса өкінбейтін киім',
  'Перчатки\nПитьевую воду\nОдежду, которую не жалко',
  'Gloves\nDrinking water\nClothes that may get dirty',
)

export const inventedEvents: readonly Invented[] = [
  {
    kind: 'clean_up',
    title: three(
      'Сенбілік: аулалар мен өткелдер',
      'Субботник: дворы и проходы',
      'Clean-up day: yards and passages',
    ),
    about: cleanUpAbout,
    programme: cleanUpDay,
    bring: cleanUpBring,
    ...{ inDays: -24, from: '10:00', till: '13:00', places: 60, solves: 2, guests: [3, 1, 2, 2, 4, 1] },
    organisers: [{ kind: 'community', name: 'Көршілер', contact: '' }],
    results: {
      ...{ participants: 47, hours: 141, bags: 183 },
      text: three(
        'Екі аула мен олардың арасындағы өткел тазаланды, қоқыс сол күні шығарылды. Келесі жолы ағаш отырғызамыз.',
        'Два двора и проход между ними убраны, мусор вывезли в тот же день. В следующий раз сажаем деревья.',
        'Two yards and the passage between them are clean; the litter was taken away the same day. Next time we plant trees.',
      ),
    },
  },
  {
    kind: 'meeting',
    title: three(
      'Тұрғындармен кездесу: ауланы абаттандыру',
      'Встреча с жителями: благоустройство дворов',
      'Meeting with residents: improving the yards',
    ),
    about: three(
      'Келесі жылы қай аулалар жөнделетінін және кезек қалай құрылатынын айтамыз.',
      'Расскажем, какие дворы ремонтируют в следующем году и как составляется очередь.',
      'Which yards are to be repaired next year, and how the order is decided.',
    ),
    programme: three(
      '18:30 Баяндама\n19:00 Сұрақтар',
      '18:30 Доклад\n19:00 Вопросы',
      '18:30 Report\n19:00 Questions',
    ),
    ...{ inDays: -12, from: '18:30', till: '20:00', places: null, guests: [2, 1, 1, 2] },
    results: {
      ...{ participants: 38, hours: 0, bags: 0 },
      text: three(
        'Тоғыз сұраққа жауап берілді, төртеуі бойынша тапсырма жазылды. Хаттама материалдарда.',
        'Ответили на девять вопросов, по четырём записали поручения. Протокол будет в материалах.',
        'Nine questions were answered and four tasks written down. The minutes will stand among the materials.',
      ),
    },
    questions: [
      {
        text: 'Екі үйге ортақ ауланың кезегі қалай есептеледі?',
        lang: 'kk',
        answer: 'Екі үйдің өтініштері бірге есептеледі, ескірек жабын бұрын жөнделеді.',
      },
    ],
  },
  {
    kind: 'training',
    title: three(
      'Тренинг: өтінішті қалай дәл жазуға болады',
      'Тренинг: как написать понятное обращение',
      'Training: how to write a clear report',
    ),
    about: three(
      'Мысалдармен: мекенжай, фото, бір өтініште бір мәселе.',
      'На примерах: адрес, фото, одна проблема в одном обращении.',
      'With examples: the address, a photo, one problem in one report.',
    ),
    programme: none,
    ...{ inDays: -4, from: '15:00', till: '16:30', places: 20, guests: [1, 1, 2, 1, 1] },
  },
  {
    kind: 'clean_up',
    title: three(
      'Сенбілік: жағалау мен саябақ',
      'Субботник: берег и парк',
      'Clean-up day: the bank and the park',
    ),
    about: cleanUpAbout,
    programme: cleanUpDay,
    bring: cleanUpBring,
    ...{
      inDays: 4,
      from: '10:00',
      till: '13:00',
      places: 40,
      solves: 2,
      guests: [2, 4, 1, 1, 3, 2, 5, 1, 2],
    },
    organisers: [
      { kind: 'ngo', name: 'Жасыл белдеу', contact: '' },
      { kind: 'school', name: '№ 12 орта мектеп', contact: '' },
    ],
    questions: [
      {
        text: 'Можно прийти с детьми?',
        lang: 'ru',
        answer: 'Да, вместе со взрослым. Для детей есть маленькие перчатки.',
      },
    ],
  },
  {
    kind: 'hearing',
    title: three(
      'Қоғамдық тыңдау: келесі жылға арналған бюджет жобасы',
      'Общественные слушания: проект бюджета на следующий год',
      'Public hearing: the draft budget of next year',
    ),
    about: three(
      'Бюджет жобасы, кірістер мен шығыстар, тұрғындардың ұсыныстары.',
      'Проект бюджета, доходы и расходы, предложения жителей.',
      'The draft budget, income and spending, what residents propose.',
    ),
    programme: three(
      '17:00 Тіркелу\n17:15 Баяндама\n18:00 Ұсыныстар мен сұрақтар',
      '17:00 Регистрация\n17:15 Доклад\n18:00 Предложения и вопросы',
      '17:00 Entry\n17:15 Report\n18:00 Proposals and questions',
    ),
    ...{ inDays: 7, from: '17:00', till: '19:00', places: null, open: true as const },
  },
  {
    kind: 'training',
    title: three(
      'Тренинг: шағын жобаға өтінім жазу',
      'Тренинг: заявка на мини-проект',
      'Training: applying for a mini-project',
    ),
    about: three(
      'Аула мен көшеге арналған шағын жоба: мақсат, смета, серіктестер.',
      'Мини-проект для двора и улицы: цель, смета, партнёры.',
      'A mini-project for a yard or street: aim, cost estimate, partners.',
    ),
    programme: none,
    ...{ inDays: 9, from: '11:00', till: '14:00', places: 12, guests: [2, 2, 1, 3, 1, 2, 1, 2, 1, 3] },
  },
  {
    kind: 'presentation',
    title: three(
      'Таныстырылым: көшелерді күтіп ұстау жоспары',
      'Презентация: план содержания улиц',
      'Presentation: the plan of street maintenance',
    ),
    about: three(
      'Қандай көше қандай ретпен тазаланады, кімге хабарласуға болады.',
      'Какие улицы в каком порядке убирают и куда обращаться.',
      'Which streets are cleaned in which order, and whom to call.',
    ),
    programme: none,
    ...{ inDays: 11, from: '16:00', till: '17:30', places: 50, guests: [1, 1] },
    cancelled: three(
      'Баяндамашы сырқаттанып қалды, жаңа күні кейін хабарланады.',
      'Докладчик заболел, о новом дне сообщим.',
      'The speaker is ill; the new day will be announced.',
    ),
  },
  {
    kind: 'brainstorm',
    title: three(
      'Миға шабуыл: мектеп жанындағы қауіпсіз жол',
      'Мозговой штурм: безопасный путь в школу',
      'Brainstorm: a safe way to school',
    ),
    about: three(
      'Ата-аналар, мұғалімдер және жол мамандары бірге шешім іздейді.',
      'Родители, учителя и дорожники вместе ищут решения.',
      'Parents, teachers and road engineers look for solutions together.',
    ),
    programme: none,
    ...{ inDays: 15, from: '18:00', till: '20:00', places: 30, guests: [1, 2, 1] },
    organisers: [{ kind: 'community', name: 'Ата-аналар кеңесі', contact: '' }],
  },
  {
    kind: 'focus_group',
    title: three(
      'Фокус-топ: қоғамдық көлік жастардың көзімен',
      'Фокус-группа: общественный транспорт глазами молодёжи',
      'Focus group: public transport as young people see it',
    ),
    about: three(
      '16–25 жас аралығындағы он екі адаммен әңгіме.',
      'Разговор с двенадцатью участниками от 16 до 25 лет.',
      'A talk with twelve people between 16 and 25.',
    ),
    programme: none,
    ...{ inDays: 19, from: '17:30', till: '19:00', places: 12, guests: [1, 1, 1] },
  },
  {
    kind: 'marathon',
    title: three('Марафон: таза көше', 'Марафон чистых улиц', 'Clean street marathon'),
    about: three(
      'Бір апта бойы әр көше өз бөлігін тазалап, нәтижесін жібереді.',
      'Неделю каждая улица убирает свой участок и присылает результат.',
      'For a week every street cleans its part and sends in what it has done.',
    ),
    programme: none,
    ...{ inDays: 26, from: '09:00', till: '18:00', places: null, open: true as const },
  },
  {
    kind: 'meeting',
    title: three('Қауымдастықтар кездесуі', 'Встреча сообществ', 'Meeting of communities'),
    about: three('Күнін нақтылау керек.', 'Уточняем день.', 'The day is to be settled.'),
    programme: none,
    ...{ inDays: 33, from: '18:00', till: '19:30', places: 40, draft: true as const },
  },
]

/** Names of those who sign up in a demo. */
export const guestNames = [
  ...['Айгүл', 'Ерлан', 'Ольга', 'Дамир', 'Сәуле', 'Николай', 'Жанар', 'Асқар', 'Марина', 'Тимур'],
  ...['Гүлнар', 'Сергей', 'Әлия', 'Руслан', 'Екатерина', 'Бекзат'],
]

/** Requests for help that wait in a demo. */
export const inventedWishes = [
  {
    kind: 'clean_up' as const,
    text: 'Ауламызда сенбілік өткізгіміз келеді\nҚап, күрек және қоқыс шығаратын көлік керек.',
    lang: 'kk' as const,
    wished: 'Кез келген сенбі',
    persons: 25,
  },
  {
    kind: 'training' as const,
    text: 'Занятие по первой помощи для жителей подъезда\nНужен зал на два часа и инструктор.',
    lang: 'ru' as const,
    wished: 'Вечером в будний день',
    persons: 15,
  },
]
