import type { GuideSeed } from './guide-seed.ts'

/** Call first, report later. */
export const dangerGuides: readonly GuideSeed[] = [
  {
    ...{
      slug: 'open-manhole',
      topics: ['danger', 'damage', 'roads'],
      categories: ['manhole'],
      emergency: ['rescue'],
    },
    kk: {
      title: 'Ашық құдық (люк) көрдім',
      summary:
        'Жақындамаңыз, айналасына көзге түсетін зат қойып, 112-ге қоңырау шалыңыз. Содан кейін портал арқылы хабарлаңыз.',
      keywords: 'люк, ашық құдық, қақпақ жоқ',
      steps: [
        'Балаларды алып кетіңіз, құдыққа қарамаңыз: ішінде газ болуы мүмкін.',
        'Мүмкін болса, айналасына жәшік немесе бұтақ қойыңыз.',
        '112-ге қоңырау шалып, көше мен үйді айтыңыз.',
        'Суретке түсіріп, портал арқылы жіберіңіз: құдықтың иесін мекеме табады.',
        'Адам түсіп кетсе, өзіңіз түспеңіз, құтқарушыларды күтіңіз.',
      ],
      needs: ['Орны', 'Алыстан түсірілген фото'],
      cost: 'Тегін.',
      term: 'Қоршауды бірден қоюы керек, порталдағы жауап: 15 жұмыс күні.',
      law: 'ӘРПК, 76-бап.',
      unchecked: ['Қақпақты неше күнде қоюы тиіс.'],
    },
    ru: {
      title: 'Вижу открытый люк',
      summary:
        'Не подходите, поставьте вокруг что-нибудь заметное и звоните 112. Потом сообщите через портал.',
      keywords: 'люк, открытый колодец, нет крышки',
      steps: [
        'Уведите детей и не заглядывайте в люк: внутри может быть газ.',
        'Если можно, поставьте рядом ящик или ветки.',
        'Позвоните 112, назовите улицу и дом.',
        'Сфотографируйте издалека и отправьте через портал: хозяина люка найдёт ведомство.',
        'Если туда упал человек, сами не лезьте, ждите спасателей.',
      ],
      needs: ['Место', 'Фото издалека'],
      cost: 'Бесплатно.',
      term: 'Оградить должны сразу, ответ на портале: 15 рабочих дней.',
      law: 'АППК, статья 76.',
      unchecked: ['За сколько дней должны поставить крышку.'],
    },
    en: {
      title: 'You see an open manhole',
      summary: 'Stay away, put something visible around it and call 112. Then report it here.',
      keywords: 'manhole, missing cover, open well',
      steps: [
        'Take children away and do not look in: there may be gas.',
        'If you can, put a box or branches beside it.',
        'Call 112 and say street and house.',
        'Take a photo from afar and send it here: the office finds the owner.',
        'If somebody has fallen in, do not climb down; wait for the rescuers.',
      ],
      needs: ['The place', 'A photo from afar'],
      cost: 'Free.',
      term: 'It must be fenced at once; the answer here takes up to 15 working days.',
      law: 'APPC, article 76.',
      unchecked: ['Within how many days the cover must be back.'],
    },
  },
  {
    ...{ slug: 'power-cut', topics: ['no-heating', 'danger'], categories: ['power'], emergency: ['rescue'] },
    kk: {
      title: 'Жарық өшті немесе сым үзіліп қалды',
      summary:
        'Үзілген сымға жақындамаңыз, 112-ге қоңырау шалыңыз. Жарық өшсе, электр желісі компаниясының кезекшісіне хабарлаңыз.',
      keywords: 'жарық жоқ, жарық өшті, электр, сым үзілді, кернеу',
      steps: [
        'Сым жерде жатса, 10 метрден жақын бармаңыз, балаларды алып кетіңіз, 112-ге қоңырау шалыңыз.',
        'Көршіде жарық бар болса, өз есептегішіңіздің автоматын тексеріңіз.',
        'Бүкіл үйде жарық болмаса, желі компаниясының кезекшісіне қоңырау шалып, өтінім нөмірін жазып алыңыз.',
        'Кернеу секірсе, тоңазытқыш пен теледидарды розеткадан ажыратыңыз.',
        'Жарық жиі өшсе, күні мен сағатын жазып, порталда хабарлаңыз.',
      ],
      needs: ['Мекенжай', 'Шоттың нөмірі', 'Өшкен күндердің жазбасы'],
      cost: 'Тегін. Пәтер ішіндегі сымды жөндеу ақылы.',
      term: 'Порталдағы хабарға жауап: 15 жұмыс күні.',
      law: 'Жауап мерзімі: ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Кернеуден техника күйіп кетсе ше?',
          answer:
            'Желі компаниясына жазбаша талап беріңіз: шеберхананың қорытындысын және өтінім нөмірін қосыңыз.',
        },
      ],
      unchecked: ['Қарызға байланысты өшірілген жарықты қосу қанша тұратыны мен қанша күн алатыны.'],
    },
    ru: {
      title: 'Отключили свет или оборвался провод',
      summary:
        'К оборванному проводу не подходите, звоните 112. Если нет света, сообщите дежурному электросетей.',
      keywords: 'нет света, отключили электричество, оборван провод, напряжение, электросети',
      steps: [
        'Если провод лежит на земле, не подходите ближе 10 метров, уведите детей и звоните 112.',
        'Если у соседей свет есть, проверьте автомат у своего счётчика.',
        'Если света нет во всём доме, звоните дежурному электросетей и запишите номер заявки.',
        'Если напряжение скачет, выньте из розеток холодильник и телевизор.',
        'Если свет отключают часто, записывайте даты и часы и сообщите на портале.',
      ],
      needs: ['Адрес', 'Номер лицевого счёта', 'Записи об отключениях'],
      cost: 'Бесплатно. Ремонт проводки в квартире платный.',
      term: 'Ответ на сообщение через портал: 15 рабочих дней.',
      law: 'Срок ответа: АППК, статья 76.',
      faq: [
        {
          question: 'Что делать, если из-за напряжения сгорела техника?',
          answer:
            'Подайте письменную претензию электросетям: приложите заключение мастерской и номер заявки.',
        },
      ],
      unchecked: ['Сколько стоит и сколько дней занимает подключение после отключения за долг.'],
    },
    en: {
      title: 'A power cut, or a torn wire',
      summary:
        'Keep away from a torn wire and call 112. If the power is off, tell the duty desk of the power network.',
      keywords: 'no power, blackout, electricity, torn wire, voltage',
      steps: [
        'If a wire lies on the ground, stay 10 metres away, take children away and call 112.',
        'If the neighbours have power, look at the switch beside your own meter.',
        'If the whole house is dark, call the power network and note the number of your call.',
        'If the voltage jumps, unplug the fridge and the television.',
        'If it happens often, write down days and hours and report it on this portal.',
      ],
      needs: ['Your address', 'The number of your account', 'Your notes of the cuts'],
      cost: 'Free. Repairs of wires inside a flat are paid.',
      term: 'A report on this portal is answered within 15 working days.',
      law: 'Term of the answer: APPC, article 76.',
      faq: [
        {
          question: 'What if my appliances burnt out?',
          answer:
            'Send a written claim to the power network. Add the opinion of a repair shop and the number of your call.',
        },
      ],
      unchecked: ['What it costs and how long it takes to be connected again after a debt.'],
    },
  },
  {
    ...{
      slug: 'gas-smell',
      topics: ['danger', 'no-heating'],
      categories: ['gas'],
      emergency: ['gas', 'rescue'],
    },
    kk: {
      title: 'Газ иісі шықты',
      summary:
        'Газды жабыңыз, терезені ашыңыз, жарықты қоспаңыз, үйден шығыңыз. Сыртта тұрып 104 немесе 112 нөміріне қоңырау шалыңыз.',
      keywords: 'газ иісі, газ шықты, газ ағып тұр, 104',
      steps: [
        'Пештің шүмегі мен құбырдағы кранды жабыңыз.',
        'Терезені ашыңыз. Жарықты қоспаңыз да, өшірмеңіз де, сіріңке жақпаңыз.',
        'Бәрін үйден шығарыңыз, лифтке мінбеңіз.',
        'Сыртқа шыққан соң 104 немесе 112 нөміріне қоңырау шалып, мекенжайды айтыңыз.',
        'Мамандар рұқсат бермейінше үйге кірмеңіз.',
      ],
      needs: ['Телефон', 'Мекенжай, кіреберіс, қабат'],
      cost: 'Апат қызметі тегін келеді.',
      term: 'Апат қызметі бірден шығады.',
      faq: [
        {
          question: 'Кіреберісте иіс болса ше?',
          answer: 'Дәл солай: жарыққа тимеңіз, көршілерді қағып шығарыңыз, сырттан қоңырау шалыңыз.',
        },
      ],
      unchecked: ['Газ құралын тексеретін мекеменің қалаңыздағы телефоны.'],
    },
    ru: {
      title: 'Пахнет газом',
      summary: 'Перекройте газ, откройте окна, не трогайте свет и выйдите. Уже с улицы звоните 104 или 112.',
      keywords: 'запах газа, утечка газа, пахнет газом, 104',
      steps: [
        'Закройте ручки плиты и кран на трубе.',
        'Откройте окна. Свет не включайте и не выключайте, спички не зажигайте.',
        'Выведите всех из дома, лифтом не пользуйтесь.',
        'С улицы позвоните 104 или 112 и назовите адрес.',
        'Не входите, пока специалисты не разрешат.',
      ],
      needs: ['Телефон', 'Адрес, подъезд, этаж'],
      cost: 'Аварийная служба приезжает бесплатно.',
      term: 'Аварийная служба выезжает сразу.',
      faq: [
        {
          question: 'А если пахнет в подъезде?',
          answer: 'Так же: свет не трогайте, постучите соседям, выйдите и звоните с улицы.',
        },
      ],
      unchecked: ['Телефон организации, которая проверяет газовое оборудование в вашем городе.'],
    },
    en: {
      title: 'You smell gas',
      summary:
        'Shut the gas, open the windows, do not touch the lights, go outside. Call 104 or 112 from the street.',
      keywords: 'smell of gas, gas leak, 104',
      steps: [
        'Close the knobs of the stove and the valve on the pipe.',
        'Open the windows. Do not switch lights on or off and light no match.',
        'Bring everybody out and do not use the lift.',
        'From the street call 104 or 112 and say the address.',
        'Stay outside until the crew lets you in.',
      ],
      needs: ['A phone', 'Address, entrance and floor'],
      cost: 'The emergency crew comes free of charge.',
      term: 'The emergency crew leaves at once.',
      faq: [
        {
          question: 'What if it smells in the staircase?',
          answer: 'The same: leave the lights alone, knock on doors, go out and call from the street.',
        },
      ],
      unchecked: ['The phone of whoever checks gas equipment in your city.'],
    },
  },
]
