import type { GuideSeed } from './guide-seed.ts'

export const roadGuides: readonly GuideSeed[] = [
  {
    ...{ slug: 'pothole', topics: ['roads'], categories: ['pothole', 'sidewalk', 'dig'] },
    kk: {
      title: 'Жолда шұңқыр бар',
      summary:
        'Жанына зат қойып суретке түсіріп, орнын белгілеп, портал арқылы хабарлаңыз. Шұңқыр терең болса, жол полициясына да айтыңыз.',
      keywords: 'шұңқыр, жол бұзылған, асфальт, тротуар, яма',
      steps: [
        'Қауіпсіз жерде тұрып суретке түсіріңіз: өлшемі білінсін деп қасына бөтелке не аяқ киім қойыңыз.',
        'Орнын белгілеңіз: көше, жақын үй, қай бағытта.',
        'Терең әрі көлікке қауіпті болса, 102-ге де хабарлаңыз: белгі қойғызады.',
        'Портал арқылы «Жолдағы шұңқырлар» санатымен жіберіңіз.',
        'Жауаптан кейін тексеріңіз: жамалмаса, өтінішті қайта ашыңыз.',
      ],
      needs: ['Өлшемі көрінетін фото', 'Орны'],
      cost: 'Тегін.',
      term: 'Мекеменің жауабы: 15 жұмыс күні.',
      law: 'ӘРПК, 76-бап. Жол стандарты: ұзындығы 15 см, тереңдігі 5 см, ауданы 0,06 ш. м. асатын шұңқырға жол берілмейді.',
      faq: [
        {
          question: 'Ауладағы жол кімдікі?',
          answer:
            'Үй маңы МИБ жауапкершілігінде болуы мүмкін, өту жолы қаланікі. Хабарлаңыз: дұрыс мекемеге жібереді.',
        },
      ],
      unchecked: ['Шұңқырды неше күнде жөндеуі тиіс: стандартта бар, бірақ біз растай алмадық.'],
    },
    ru: {
      title: 'Яма на дороге',
      summary:
        'Положите рядом предмет для масштаба, сфотографируйте, отметьте место и сообщите через портал. О глубокой яме скажите и дорожной полиции.',
      keywords: 'яма, выбоина, разбитая дорога, асфальт, тротуар',
      steps: [
        'Снимайте из безопасного места: положите рядом бутылку или обувь, чтобы был виден размер.',
        'Отметьте место: улица, ближайший дом, направление движения.',
        'Если яма глубокая и опасная, сообщите и на 102: там поставят знак.',
        'Отправьте сообщение в категории «Ямы, выбоины».',
        'После ответа проверьте. Не заделали: откройте обращение снова.',
      ],
      needs: ['Фото, где виден размер', 'Место'],
      cost: 'Бесплатно.',
      term: 'Ответ ведомства: 15 рабочих дней.',
      law: 'АППК, статья 76. Дорожный стандарт не допускает ям длиннее 15 см, глубже 5 см и больше 0,06 кв. м.',
      faq: [
        {
          question: 'Чья дорога во дворе?',
          answer: 'У дома может отвечать ОСИ, за проезд отвечает город. Сообщите: передадут куда надо.',
        },
      ],
      unchecked: [
        'За сколько дней должны заделать яму: срок в стандарте есть, подтвердить его мы не смогли.',
      ],
    },
    en: {
      title: 'A pothole in the road',
      summary:
        'Put something beside it for scale, take a photo, mark the place and report it here. Tell the traffic police about a deep one, too.',
      keywords: 'pothole, broken road, asphalt, pavement',
      steps: [
        'Take the photo from a safe place, with a bottle or a shoe beside it to show the size.',
        'Mark the place: street, nearest house, direction.',
        'If it is deep and dangerous, tell 102 as well: they put up a sign.',
        'Send the report in the category “Potholes”.',
        'After the answer, look. If it is not mended, reopen your report.',
      ],
      needs: ['A photo that shows the size', 'The place'],
      cost: 'Free.',
      term: 'The office answers within 15 working days.',
      law: 'APPC, article 76. The road standard allows no hole longer than 15 cm, deeper than 5 cm or larger than 0.06 m².',
      faq: [
        {
          question: 'Who looks after the road in a yard?',
          answer:
            'The house management may answer for what is close to the house, the city for the driveway. Report it: it is passed on.',
        },
      ],
      unchecked: [
        'Within how many days it must be mended: the standard says so, but we could not confirm the number.',
      ],
    },
  },
  {
    ...{
      slug: 'pothole-damage',
      topics: ['damage', 'roads'],
      categories: ['pothole'],
      emergency: ['police'],
    },
    kk: {
      title: 'Көлігім шұңқырға түсіп бүлінді',
      summary:
        'Орнынан қозғалмай полиция шақырып, хаттама жасатыңыз. Содан кейін бағалау жасатып, жол иесінен ақша талап етіңіз.',
      keywords: 'көлік бүлінді, шұңқырға түсті, дөңгелек, зиянды өтеу, өтемақы',
      steps: [
        'Тоқтап, апат белгісін қойыңыз, көлікті жылжытпаңыз.',
        '102-ге қоңырау шалып, жол полициясын шақырыңыз.',
        'Шұңқырды, көлікті, айналаны суретке түсіріңіз. Куәлардың телефонын жазып алыңыз.',
        'Хаттамада шұңқырдың өлшемі жазылғанын тексеріп, көшірмесін алыңыз.',
        'Тәуелсіз бағалаушыға көрсетіңіз: зиянның есебін береді.',
        'Жолға жауапты мекемеге жазбаша талап беріңіз. Бас тартса, сотқа жүгініңіз.',
        'Басқалар түспес үшін шұңқыр туралы порталда хабарлаңыз.',
      ],
      needs: [
        'Жеке куәлік, көлік құжаты',
        'Полиция хаттамасының көшірмесі',
        'Фото мен куәлар',
        'Бағалау есебі мен чектер',
      ],
      cost: 'Полиция тегін. Бағалау мен мемлекеттік баж ақылы, ұтсаңыз, қайтарылады.',
      term: 'Талапқа жауап: 15 жұмыс күні. Сот бірнеше айға созылуы мүмкін.',
      law: 'Азаматтық кодекс (зиянды өтеу); ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Полиция шақырмай кетіп қалсам ше?',
          answer: 'Дәлелдеу қиын болады: орны мен себебін растайтын құжат қалмайды.',
        },
      ],
      unchecked: ['Мемлекеттік баждың мөлшері мен бағалау бағасы.', 'Жол қай мекеменің теңгерімінде екені.'],
    },
    ru: {
      title: 'Машина попала в яму и сломалась',
      summary:
        'Не трогайте машину, вызовите полицию и получите протокол. Потом сделайте оценку и требуйте деньги с того, кто отвечает за дорогу.',
      keywords: 'повредил машину, попал в яму, колесо, возместить ущерб, компенсация',
      steps: [
        'Остановитесь, поставьте аварийный знак, машину не двигайте.',
        'Позвоните 102 и вызовите дорожную полицию.',
        'Снимите яму, машину и всё вокруг. Запишите телефоны свидетелей.',
        'Проверьте, что размер ямы записан в протоколе, возьмите копию.',
        'Покажите машину независимому оценщику, он посчитает ущерб.',
        'Подайте письменную претензию ведомству, которое отвечает за дорогу. Откажут: идите в суд.',
        'Сообщите о яме на портале, чтобы в неё не попали другие.',
      ],
      needs: [
        'Удостоверение и документы на машину',
        'Копия протокола полиции',
        'Фото и свидетели',
        'Отчёт оценщика и чеки',
      ],
      cost: 'Полиция бесплатно. Оценка и госпошлина платные, при выигрыше их возвращают.',
      term: 'Ответ на претензию: 15 рабочих дней. Суд может идти несколько месяцев.',
      law: 'Гражданский кодекс (возмещение вреда); АППК, статья 76.',
      faq: [
        {
          question: 'А если я уехал без полиции?',
          answer: 'Доказать будет трудно: нет документа о месте и причине.',
        },
      ],
      unchecked: ['Размер госпошлины и цена оценки.', 'На чьём балансе эта дорога.'],
    },
    en: {
      title: 'A pothole damaged your car',
      summary:
        'Leave the car where it is, call the police and get a record. Then have the damage valued and claim it from whoever answers for the road.',
      keywords: 'car damage, pothole, wheel, compensation, claim',
      steps: [
        'Stop, put up the warning triangle and do not move the car.',
        'Call 102 and ask for the traffic police.',
        'Photograph the hole, the car and the surroundings. Note the phones of witnesses.',
        'Make sure that the record has the size of the hole, and take a copy.',
        'Show the car to an independent valuer, who works out the damage.',
        'Send a written claim to the office that answers for the road. If it refuses, go to court.',
        'Report the hole here, so that nobody else falls into it.',
      ],
      needs: [
        'Your identity card and the papers of the car',
        'A copy of the police record',
        'Photos and witnesses',
        'The valuation and receipts',
      ],
      cost: 'The police are free. Valuation and court fee are paid, and returned if you win.',
      term: 'A claim is answered within 15 working days. Court may take months.',
      law: 'Civil Code (compensation of harm); APPC, article 76.',
      faq: [
        {
          question: 'What if I drove away without the police?',
          answer: 'It will be hard to prove: nothing shows the place and the cause.',
        },
      ],
      unchecked: ['The court fee and the price of a valuation.', 'Which office owns this road.'],
    },
  },
  {
    ...{
      slug: 'street-light',
      topics: ['roads', 'neighbours'],
      categories: ['light_st', 'light_yd', 'lights_tr'],
    },
    kk: {
      title: 'Көше жарығы немесе бағдаршам жанбайды',
      summary:
        'Бағананың нөмірін немесе жақын үйді жазып, портал арқылы хабарлаңыз. Бағдаршам істемесе, 102-ге де айтыңыз.',
      keywords: 'көше жарығы, шам жанбайды, қараңғы, бағдаршам, фонарь',
      steps: [
        'Бір шам ба, әлде бүкіл көше ме, соны анықтаңыз.',
        'Бағанадағы нөмірді немесе қасындағы үйді жазып алыңыз.',
        'Бағдаршам болса, қиылыс пен қай жақтағысы екенін жазыңыз, 102-ге хабарлаңыз.',
        'Порталда жіберіңіз. Аула шамы болса, «Аула жарығы» санатын таңдаңыз.',
      ],
      needs: ['Бағана нөмірі немесе үй', 'Кешкі фото'],
      cost: 'Тегін.',
      term: 'Мекеменің жауабы: 15 жұмыс күні.',
      law: 'ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Ауладағы шам кімдікі?',
          answer: 'Қабырғадағысы үйдікі, бағанадағысы көбіне қаланікі. Мекеме нақтылап береді.',
        },
      ],
      unchecked: ['Бір шамды неше күнде ауыстыруы тиіс.'],
    },
    ru: {
      title: 'Не горит фонарь или светофор',
      summary:
        'Запишите номер столба или ближайший дом и сообщите через портал. О неработающем светофоре скажите и на 102.',
      keywords: 'фонарь, уличное освещение, темно, не горит, светофор',
      steps: [
        'Посмотрите, не горит один фонарь или вся улица.',
        'Запишите номер на столбе или соседний дом.',
        'Если это светофор, укажите перекрёсток и сторону и сообщите на 102.',
        'Отправьте сообщение. Для двора выберите категорию «Освещение двора».',
      ],
      needs: ['Номер столба или дом', 'Фото вечером'],
      cost: 'Бесплатно.',
      term: 'Ответ ведомства: 15 рабочих дней.',
      law: 'АППК, статья 76.',
      faq: [
        {
          question: 'Чей фонарь во дворе?',
          answer: 'На стене: дома. На столбе: чаще города. Ведомство уточнит.',
        },
      ],
      unchecked: ['За сколько дней должны заменить лампу.'],
    },
    en: {
      title: 'A street lamp or traffic light is out',
      summary:
        'Note the number of the pole or the nearest house and report it here. Tell 102 about a traffic light, too.',
      keywords: 'street light, lamp, dark, traffic light',
      steps: [
        'See whether it is one lamp or the whole street.',
        'Note the number on the pole or the house beside it.',
        'For a traffic light say the crossing and the side, and tell 102.',
        'Send the report. For a yard choose “Yard lighting”.',
      ],
      needs: ['The number of the pole or a house', 'A photo in the evening'],
      cost: 'Free.',
      term: 'The office answers within 15 working days.',
      law: 'APPC, article 76.',
      faq: [
        {
          question: 'Whose is the lamp in our yard?',
          answer: 'On the wall: the house’s. On a pole: usually the city’s. The office finds out.',
        },
      ],
      unchecked: ['Within how many days a lamp must be replaced.'],
    },
  },
]
