/** Who receives in a city of the demo, in office; nobody is named. */
export const demoHeads = [
  {
    ...{ positionKk: 'Қала әкімі', positionRu: 'Аким города', positionEn: 'Akim of the city' },
    ...{ placeKk: 'Мәжіліс залы, 2-қабат', placeRu: 'Зал заседаний, 2-й этаж', placeEn: 'Hall, 2nd floor' },
  },
  {
    ...{ positionKk: 'Басшы', positionRu: 'Руководитель', positionEn: 'Head' },
    ...{ placeKk: '204-кабинет', placeRu: 'каб. 204', placeEn: 'room 204' },
  },
  {
    ...{
      positionKk: 'Басшының орынбасары',
      positionRu: 'Заместитель руководителя',
      positionEn: 'Deputy head',
    },
    ...{ placeKk: '115-кабинет', placeRu: 'каб. 115', placeEn: 'room 115' },
  },
] as const

const weekHours = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', break: { from: '13:00', to: '14:00' } },
]

/** Bodies that are no offices of the portal, and the front office with its queue. */
export const independentBodies = [
  {
    ...{ code: 'front-office', kind: 'front_office', officeId: null, queueLetter: 'A', phones: [] },
    ...{ nameKk: 'Фронт-кеңсе', nameRu: 'Фронт-офис', nameEn: 'Front office' },
    aboutKk: 'Кеңес беру, өтініш қабылдау, қай мекемеге баруды айту',
    aboutRu: 'Консультации, приём обращений, подсказка, в какое ведомство идти',
    aboutEn: 'Advice, complaints, and which office to go to',
    hours: [
      { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00', break: null },
      { days: [6], opens: '10:00', closes: '17:00', break: null },
    ],
  },
  {
    ...{ code: 'prosecutor', kind: 'prosecutor', officeId: null, phones: [], hours: weekHours },
    ...{ nameKk: 'Қала прокуратурасы', nameRu: 'Прокуратура города', nameEn: 'City prosecutor' },
    aboutKk: 'Мемлекеттік органдардың әрекетсіздігіне шағым',
    aboutRu: 'Жалобы на бездействие государственных органов',
    aboutEn: 'Complaints about bodies that do nothing',
  },
  {
    ...{ code: 'police', kind: 'police', officeId: null, phones: ['102'], hours: weekHours },
    ...{ nameKk: 'Полиция басқармасы', nameRu: 'Управление полиции', nameEn: 'Police department' },
    aboutKk: 'Қоғамдық тәртіп, шу, дұрыс қойылмаған көлік',
    aboutRu: 'Общественный порядок, шум, неправильная парковка',
    aboutEn: 'Public order, noise, wrong parking',
  },
  {
    ...{ code: 'revenue', kind: 'revenue', officeId: null, phones: [], hours: weekHours },
    nameKk: 'Мемлекеттік кірістер басқармасы',
    ...{ nameRu: 'Управление государственных доходов', nameEn: 'State revenue department' },
    aboutKk: 'Салық, жеке кәсіпкерлікті тіркеу және жабу',
    aboutRu: 'Налоги, открытие и закрытие ИП',
    aboutEn: 'Taxes, opening and closing a business',
  },
  {
    ...{ code: 'notary', kind: 'notary', officeId: null, phones: [], hours: weekHours },
    ...{ nameKk: 'Кезекші нотариус', nameRu: 'Дежурный нотариус', nameEn: 'Notary on duty' },
    aboutKk: 'Сенімхат, құжат көшірмесін куәландыру',
    aboutRu: 'Доверенности, заверение копий',
    aboutEn: 'Powers of attorney, certified copies',
  },
  {
    ...{ code: 'mediators', kind: 'mediator', officeId: null, phones: [], hours: weekHours },
    ...{ nameKk: 'Медиаторлар кеңсесі', nameRu: 'Кабинет медиаторов', nameEn: 'Mediators' },
    aboutKk: 'Көршілер мен отбасы арасындағы дауларды сотсыз шешу',
    aboutRu: 'Споры соседей и семей без суда',
    aboutEn: 'Disputes of neighbours and families without a court',
  },
] as const satisfies readonly object[]

export const demoVisitors = [
  ...['Гүлмира Сағынбаева', 'Виктор Мельников', 'Асхат Жұмабеков', 'Людмила Пак', 'Сәуле Ермекова'],
  ...['Бауыржан Тоқтаров', 'Наталья Гусева', 'Қанат Мұқанов', 'Роза Әлімова', 'Игорь Шульц'],
] as const

export const demoTopics = [
  { lang: 'kk', text: 'Аулада жарық жоқ, балалар қараңғыда жүреді. Шамдар қашан орнатылады?' },
  { lang: 'ru', text: 'Второй год не делают тротуар к школе, дети идут по проезжей части.' },
  { lang: 'kk', text: 'Жер учаскесіне қатысты құжаттар алты айдан бері қаралып жатыр.' },
  { lang: 'ru', text: 'Прошу перенести контейнерную площадку дальше от окон дома.' },
  { lang: 'kk', text: 'Мүгедектігі бар анама кіреберіске пандус керек.' },
  { lang: 'ru', text: 'Автобус до нашего микрорайона ходит раз в час, просим добавить рейсы.' },
] as const
