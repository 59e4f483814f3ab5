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

/** Hours of those who receive without booking. */
export const demoHours = {
  front_office: [
    { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00', break: null },
    { days: [6], opens: '10:00', closes: '17:00', break: null },
  ],
  others: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', break: { from: '13:00', to: '14:00' } }],
}

/** What was promised to visitors of the past weeks. */
export const demoPromises = [
  'Ауладағы шамды желтоқсанға дейін орнату',
  'Провести комиссию на месте и сообщить жителям решение',
  'Контейнерную площадку перенести на 20 метров от дома',
  'Кіреберіске пандус жобасын дайындау',
] as const

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
