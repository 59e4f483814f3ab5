import type { GuideSeed } from './guide-seed.ts'

export const winterGuides: readonly GuideSeed[] = [
  {
    ...{ slug: 'snow-not-cleared', topics: ['winter', 'roads'], categories: ['snow_road', 'ice_walk'] },
    kk: {
      title: 'Көшенің немесе ауланың қары тазаланбаған',
      summary:
        'Қар тоқтағаннан кейін бірнеше сағат күтіңіз: алдымен басты көшелер тазаланады. Содан кейін портал арқылы хабарлаңыз.',
      keywords: 'қар, қар тазаланбаған, күртік, жол жабылып қалды, снег',
      steps: [
        'Қар қашан тоқтағанын есте сақтаңыз: мерзім содан басталады.',
        'Жол ма, тротуар ма, аула ма, аялдама ма, соны анықтаңыз.',
        'Суретке түсіріп, орнын белгілеп, жіберіңіз.',
        'Жедел жәрдем немесе өрт сөндіру көлігі өте алмаса, 112-ге қоңырау шалыңыз.',
        'Үй маңындағы жолды МИБ тазалайды: алдымен үй басшысына айтыңыз.',
      ],
      needs: ['Фото', 'Қар тоқтаған уақыт'],
      cost: 'Тегін.',
      term: 'Стандарт бойынша 4–12 сағат: көшенің маңызына қарай. Порталдағы жауап: 15 жұмыс күні.',
      law: 'ҚР СТ 1912-2023 (А, Б көшелері 4 сағат; В, Г 5 сағат; Д, Е 6 сағат; V санатты жол 12 сағат); ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Менің көшем қай топта?',
          answer: 'Мекемеден сұраңыз. Шағын көшелер әдетте соңғы кезекте.',
        },
      ],
      unchecked: ['Қалаңыздың шағын көшелері үшін нақты мерзімі мен тазалау кестесі.'],
    },
    ru: {
      title: 'Не убран снег на улице или во дворе',
      summary:
        'Подождите несколько часов после снегопада: сначала чистят главные улицы. Потом сообщите через портал.',
      keywords: 'снег, не чистят снег, сугробы, занесло дорогу',
      steps: [
        'Запомните, когда кончился снегопад: срок считают от него.',
        'Поймите, что не убрано: дорога, тротуар, двор или остановка.',
        'Сфотографируйте, отметьте место и отправьте.',
        'Если не проедут скорая или пожарные, звоните 112.',
        'Проезд у дома чистит ОСИ: сначала скажите председателю.',
      ],
      needs: ['Фото', 'Время, когда кончился снег'],
      cost: 'Бесплатно.',
      term: 'По стандарту 4–12 часов, смотря какая улица. Ответ на портале: 15 рабочих дней.',
      law: 'СТ РК 1912-2023 (улицы А, Б 4 часа; В, Г 5 часов; Д, Е 6 часов; дороги V категории 12 часов); АППК, статья 76.',
      faq: [
        {
          question: 'К какой группе относится моя улица?',
          answer: 'Спросите в ведомстве. Малые улицы обычно чистят последними.',
        },
      ],
      unchecked: ['Точный срок для малых улиц вашего города и график уборки.'],
    },
    en: {
      title: 'Snow is not cleared',
      summary: 'Wait a few hours after the snowfall: main streets come first. Then report it here.',
      keywords: 'snow, not cleared, drifts, blocked road',
      steps: [
        'Remember when the snow stopped: the term begins then.',
        'See what is not cleared: road, pavement, yard or stop.',
        'Take a photo, mark the place and send it.',
        'If an ambulance or fire engine could not pass, call 112.',
        'The house management clears the way at the house: tell it first.',
      ],
      needs: ['A photo', 'When the snow stopped'],
      cost: 'Free.',
      term: 'By the standard 4 to 12 hours, depending on the street. The answer here takes up to 15 working days.',
      law: 'СТ РК 1912-2023 (streets А, Б 4 hours; В, Г 5; Д, Е 6; roads of category V 12); APPC, article 76.',
      faq: [
        {
          question: 'To which group does my street belong?',
          answer: 'Ask the office. Minor streets usually come last.',
        },
      ],
      unchecked: ['The exact term for minor streets of your city, and the timetable.'],
    },
  },
  {
    ...{
      slug: 'ice-fall',
      topics: ['damage', 'winter'],
      categories: ['ice_walk', 'sidewalk'],
      emergency: ['ambulance'],
    },
    kk: {
      title: 'Көктайғақта құлап, жарақат алдым',
      summary:
        'Жедел жәрдем шақырып, жарақатты емханада тіркетіңіз. Фото мен куә болса, аумаққа жауаптыдан өтемақы сұрай аласыз.',
      keywords: 'көктайғақ, құладым, жарақат, мұз, тайғақ, сынды',
      steps: [
        'Тұра алмасаңыз, 103-ке қоңырау шалыңыз, адамдардан көмек сұраңыз.',
        'Құлаған жерді суретке түсіртіңіз: мұз, құм себілмегені, жақын үй көрінсін.',
        'Куәлардың аты-жөні мен телефонын жазып алыңыз.',
        'Травмпунктте «көшеде мұзда құладым» деп жаздырып, анықтама алыңыз.',
        'Дәрі мен емнің чектерін сақтаңыз.',
        'Аумаққа жауапты кім екенін портал арқылы анықтап, жазбаша талап беріңіз.',
      ],
      needs: ['Травмпункт анықтамасы', 'Фото мен куәлар', 'Чектер'],
      cost: 'Жедел жәрдем тегін.',
      term: 'Талапқа жауап: 15 жұмыс күні.',
      law: 'Азаматтық кодекс (зиянды өтеу); ҚР СТ 1912-2023 бойынша тайғақты 4–12 сағатта жояды.',
      unchecked: [
        'Өтемақыны кім төлейтіні: жердің иесі кім екеніне байланысты.',
        'Талапқа 15 жұмыс күнінде жауап бере ме: мекемеден сұраңыз.',
      ],
    },
    ru: {
      title: 'Упал на льду и получил травму',
      summary:
        'Вызовите скорую и запишите травму у врача. С фото и свидетелями можно просить деньги с того, кто отвечает за место.',
      keywords: 'гололёд, упал, травма, лёд, скользко, сломал',
      steps: [
        'Если не можете встать, звоните 103 и зовите людей.',
        'Попросите снять место: лёд, не посыпано, виден ближайший дом.',
        'Запишите имена и телефоны свидетелей.',
        'В травмпункте скажите «упал на льду на улице» и возьмите справку.',
        'Сохраните чеки на лекарства и лечение.',
        'Узнайте через портал, кто отвечает за место, и подайте письменную претензию.',
      ],
      needs: ['Справка из травмпункта', 'Фото и свидетели', 'Чеки'],
      cost: 'Скорая бесплатно.',
      term: 'Ответ на претензию: 15 рабочих дней.',
      law: 'Гражданский кодекс (возмещение вреда); по СТ РК 1912-2023 скользкость убирают за 4–12 часов.',
      unchecked: [
        'Кто платит: зависит от того, чья это земля.',
        'Отвечают ли на претензию за 15 рабочих дней: уточните в ведомстве.',
      ],
    },
    en: {
      title: 'You fell on ice and were hurt',
      summary:
        'Call an ambulance and have the injury written down. With photos and witnesses you may claim from whoever answers for the place.',
      keywords: 'ice, fell, injury, slippery, broken arm',
      steps: [
        'If you cannot stand up, call 103 and ask people for help.',
        'Have the place photographed: ice, nothing strewn, the nearest house.',
        'Note names and phones of witnesses.',
        'At the trauma unit say “I fell on ice in the street” and take the paper.',
        'Keep receipts for medicine and treatment.',
        'Find out here who answers for the place, and send a written claim.',
      ],
      needs: ['The paper of the trauma unit', 'Photos and witnesses', 'Receipts'],
      cost: 'The ambulance is free.',
      term: 'A claim is answered within 15 working days.',
      law: 'Civil Code (compensation of harm); by СТ РК 1912-2023 ice is dealt with in 4 to 12 hours.',
      unchecked: [
        'Who pays: it depends on whose ground it is.',
        'Whether a claim is answered within 15 working days: check with the office.',
      ],
    },
  },
  {
    ...{
      slug: 'icicles',
      topics: ['winter', 'danger', 'house'],
      categories: ['icicles'],
      emergency: ['rescue'],
    },
    kk: {
      title: 'Шатырдан мұз немесе қар түскелі тұр',
      summary:
        'Қабырға жанымен жүрмеңіз. Үй басшысына айтыңыз: шатырды МИБ тазалайды. Қауіп төніп тұрса, 112-ге қоңырау шалыңыз.',
      keywords: 'сүңгі, мұз, шатырдағы қар, сосулька',
      steps: [
        'Қабырғадан 3 метр алыс жүріңіз, балаларға айтыңыз.',
        'Үй басшысына (МИБ, ПИК) қоңырау шалып, тазалататын күнін сұраңыз.',
        'Мұз кіреберіс не тротуар үстінде болса, 112-ге хабарлаңыз: жолды жабады.',
        'Бір күнде тазаламаса, суретке түсіріп, порталда жіберіңіз: тұрғын үй инспекциясы қарайды.',
      ],
      needs: ['Қабат пен кіреберіс көрінетін фото'],
      cost: 'Тегін: шатырды күту үй төлеміне кіреді.',
      term: 'Порталдағы жауап: 15 жұмыс күні.',
      law: 'ӘРПК, 76-бап.',
      unchecked: ['МИБ мұзды неше сағатта алып тастауы тиіс.'],
    },
    ru: {
      title: 'С крыши может упасть лёд или снег',
      summary:
        'Не ходите вдоль стены. Скажите председателю: крышу чистит ОСИ. Если опасно прямо сейчас, звоните 112.',
      keywords: 'сосульки, снег с крыши, наледь на крыше',
      steps: [
        'Держитесь в 3 метрах от стены, предупредите детей.',
        'Позвоните председателю (ОСИ, КСК) и спросите, когда почистят.',
        'Если лёд висит над входом или тротуаром, звоните 112: проход закроют.',
        'Не почистили за день: сфотографируйте и сообщите на портале, жалобу посмотрит жилищная инспекция.',
      ],
      needs: ['Фото, где видны этаж и подъезд'],
      cost: 'Бесплатно: уход за крышей входит в платежи дома.',
      term: 'Ответ на портале: 15 рабочих дней.',
      law: 'АППК, статья 76.',
      unchecked: ['За сколько часов ОСИ должно убрать лёд.'],
    },
    en: {
      title: 'Ice or snow may fall from a roof',
      summary:
        'Do not walk along the wall. Tell the house management: it clears the roof. If it is dangerous now, call 112.',
      keywords: 'icicles, snow on the roof, ice',
      steps: [
        'Keep 3 metres from the wall and warn children.',
        'Call the house management (OSI, KSK) and ask when it will be cleared.',
        'If ice hangs over an entrance or pavement, call 112: they close the way.',
        'If nothing happens within a day, take a photo and report it here: the housing inspectorate looks into it.',
      ],
      needs: ['A photo that shows floor and entrance'],
      cost: 'Free: care of the roof is within the house fees.',
      term: 'The answer here takes up to 15 working days.',
      law: 'APPC, article 76.',
      unchecked: ['Within how many hours the house management must remove the ice.'],
    },
  },
]
