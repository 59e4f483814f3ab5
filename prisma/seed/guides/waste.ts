import type { GuideSeed } from './guide-seed.ts'

export const wasteGuides: readonly GuideSeed[] = [
  {
    ...{ slug: 'illegal-dump', topics: ['waste'], categories: ['dump', 'clean'] },
    kk: {
      title: 'Рұқсатсыз қоқыс үйіндісін көрдім',
      summary:
        'Суретке түсіріп, орнын көрсетіп, портал арқылы хабарлаңыз. Қоқыс төгіп жатқан көлікті көрсеңіз, 102-ге қоңырау шалыңыз.',
      keywords: 'қоқыс үйіндісі, күл-қоқыс, қоқыс төкті, свалка',
      steps: [
        'Үйіндіні суретке түсіріңіз: біреуі жақыннан, біреуі алыстан, айнала көрінсін.',
        'Картадан орнын белгілеңіз немесе бағдарын жазыңыз: «көпірдің жаны, гараждардың арты».',
        'Не жатқанын жазыңыз: тұрмыс қоқысы, құрылыс қалдығы, бұтақ, өлі мал.',
        'Біреу қазір төгіп жатса, 102-ге қоңырау шалып, көлік нөмірін айтыңыз. Өзіңіз жақындамаңыз.',
        'Жауап келгенде тексеріңіз: тазаланбаса, өтінішті қайта ашыңыз.',
      ],
      needs: ['Фото', 'Картадағы орны немесе бағдар'],
      cost: 'Тегін.',
      term: 'Мекеменің жауабы: 15 жұмыс күні. Басқа мекемеге 3 жұмыс күні ішінде жібереді.',
      law: 'ӘРПК, 65 және 76-баптар.',
      faq: [
        {
          question: 'Үйінді жеке жерде болса ше?',
          answer: 'Бәрібір хабарлаңыз: мекеме жер иесін табады және талап қояды.',
        },
      ],
      unchecked: ['Қоқыс төккені үшін айыппұл мөлшері.'],
    },
    ru: {
      title: 'Вижу стихийную свалку',
      summary:
        'Сфотографируйте, отметьте место и сообщите через портал. Если машина выгружает мусор прямо сейчас, звоните 102.',
      keywords: 'свалка, куча мусора, выбросили мусор, помойка',
      steps: [
        'Сделайте два снимка: вблизи и издалека, чтобы было видно место.',
        'Отметьте место на карте или опишите: «у моста, за гаражами».',
        'Напишите, что лежит: бытовой мусор, строительный, ветки, павший скот.',
        'Если мусор выгружают сейчас, звоните 102 и назовите номер машины. Сами не подходите.',
        'Когда придёт ответ, проверьте. Не убрали: откройте обращение снова.',
      ],
      needs: ['Фото', 'Место на карте или ориентир'],
      cost: 'Бесплатно.',
      term: 'Ответ ведомства: 15 рабочих дней. В другое ведомство передают за 3 рабочих дня.',
      law: 'АППК, статьи 65 и 76.',
      faq: [
        {
          question: 'А если свалка на частной земле?',
          answer: 'Сообщайте всё равно: ведомство найдёт хозяина земли и потребует убрать.',
        },
      ],
      unchecked: ['Размер штрафа за выброс мусора.'],
    },
    en: {
      title: 'You see an illegal dump',
      summary:
        'Take a photo, mark the place and report it here. If a lorry is unloading right now, call 102.',
      keywords: 'dump, heap of rubbish, fly tipping',
      steps: [
        'Take two photos: one close, one from afar that shows the place.',
        'Mark the place on the map or describe it: “by the bridge, behind the garages”.',
        'Write what lies there: household waste, rubble, branches, a dead animal.',
        'If somebody is unloading now, call 102 and say the number plate. Do not go near.',
        'When the answer comes, look. If it is not cleared, reopen your report.',
      ],
      needs: ['Photos', 'A place on the map or a landmark'],
      cost: 'Free.',
      term: 'The office answers within 15 working days; it passes the report to another office within 3.',
      law: 'APPC, articles 65 and 76.',
      faq: [
        {
          question: 'What if it is on private land?',
          answer: 'Report it all the same: the office finds the owner and demands the clearing.',
        },
      ],
      unchecked: ['How high the fine for dumping is.'],
    },
  },
  {
    ...{ slug: 'waste-not-collected', topics: ['waste', 'neighbours'], categories: ['waste_missed', 'bins'] },
    kk: {
      title: 'Қоқыс шығарылмайды, контейнер толып кетті',
      summary: 'Алдымен қоқыс таситын ұйымға қоңырау шалыңыз. Ертеңіне де келмесе, портал арқылы хабарлаңыз.',
      keywords: 'қоқыс шығарылмайды, контейнер толды, бак толы, қоқыс көлігі',
      steps: [
        'Түбіртектен немесе үй басшысынан қоқысты кім шығаратынын біліңіз.',
        'Сол ұйымға қоңырау шалып, мекенжайды айтыңыз, өтінім нөмірін жазып алыңыз.',
        'Контейнерді күн мен сағаты көрінетіндей суретке түсіріңіз.',
        'Ертеңіне шығарылмаса, порталда хабарлаңыз, фото мен өтінім нөмірін қосыңыз.',
        'Шығарылмаған күндер үшін ұйымнан қайта есептеу сұраңыз.',
      ],
      needs: ['Соңғы түбіртек', 'Контейнердің фотосы'],
      cost: 'Тегін.',
      term: 'Портал арқылы жауап: 15 жұмыс күні.',
      law: 'Санитариялық қағидалар ҚР ДСМ-331/2020; ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Контейнер сынып қалса ше?',
          answer: 'Портал арқылы «Қоқыс контейнерлері мен алаңдары» санатымен хабарлаңыз.',
        },
      ],
      unchecked: [
        'Қоқысты қай күндері шығаруы тиіс: 0 градустан жылы болса күн сайын, суық болса 3 күнде бір рет деген ереже бар, өз кестеңізді ұйымнан сұраңыз.',
      ],
    },
    ru: {
      title: 'Не вывозят мусор, контейнер полный',
      summary:
        'Сначала позвоните тем, кто вывозит мусор. Если не приехали и на следующий день, сообщите через портал.',
      keywords: 'не вывозят мусор, полный бак, контейнер переполнен, мусоровоз',
      steps: [
        'Узнайте из квитанции или у председателя дома, кто вывозит мусор.',
        'Позвоните туда, назовите адрес и запишите номер заявки.',
        'Сфотографируйте контейнер так, чтобы были понятны день и час.',
        'Если на следующий день не вывезли, сообщите на портале, приложите фото и номер заявки.',
        'Попросите у вывозящей организации пересчёт за пропущенные дни.',
      ],
      needs: ['Последняя квитанция', 'Фото контейнера'],
      cost: 'Бесплатно.',
      term: 'Ответ через портал: 15 рабочих дней.',
      law: 'Санитарные правила ҚР ДСМ-331/2020; АППК, статья 76.',
      faq: [
        {
          question: 'А если контейнер сломан?',
          answer: 'Сообщите на портале в категории «Контейнеры и площадки».',
        },
      ],
      unchecked: [
        'Как часто должны вывозить: есть правило «каждый день в тепло и раз в 3 дня в мороз», свой график спросите у организации.',
      ],
    },
    en: {
      title: 'Waste is not collected, bins overflow',
      summary: 'Call the waste company first. If nobody has come by the next day, report it here.',
      keywords: 'missed collection, full bin, overflowing container, waste lorry',
      steps: [
        'Find the waste company on your bill, or ask the house management.',
        'Call it, say the address and note the number of your call.',
        'Take a photo of the bins so that day and hour are clear.',
        'If nothing is collected the next day, report it here with photo and number.',
        'Ask the company to lower the bill for missed days.',
      ],
      needs: ['Your last bill', 'A photo of the bins'],
      cost: 'Free.',
      term: 'An answer on this portal takes up to 15 working days.',
      law: 'Sanitary rules ҚР ДСМ-331/2020; APPC, article 76.',
      faq: [
        { question: 'What if a container is broken?', answer: 'Report it in the category “Bins and sites”.' },
      ],
      unchecked: [
        'How often they must come: there is a rule of “daily above freezing, every 3 days below”; ask the company for your timetable.',
      ],
    },
  },
  {
    ...{ slug: 'bulky-waste', topics: ['waste', 'moving'], categories: ['bulky'] },
    kk: {
      title: 'Ескі жиһаз бен құрылыс қоқысын қайда қоямын',
      summary:
        'Ескі жиһазды қоқыс алаңындағы белгіленген орынға ғана қойыңыз. Құрылыс қоқысы үшін бөлек көлік шақырыңыз: ол ақылы.',
      keywords: 'ескі жиһаз, диван, құрылыс қоқысы, ірі қоқыс, бұтақ',
      steps: [
        'Үй басшысынан ірі қоқысқа арналған орын мен шығаратын күнді сұраңыз.',
        'Жиһазды бөлшектеңіз, контейнердің жолын жаппаңыз.',
        'Жөндеуден қалған қоқысты қапқа салыңыз, контейнерге тастамаңыз.',
        'Қоқыс таситын ұйымнан көлік пен бағасын сұраңыз, шарт немесе түбіртек алыңыз.',
        'Үйінді бірнеше күн жатса, портал арқылы хабарлаңыз.',
      ],
      needs: ['Құрылыс қоқысына арналған қап', 'Шарт немесе түбіртек'],
      cost: 'Ескі жиһаз әдетте тарифке кіреді, құрылыс қоқысы ақылы.',
      term: 'Келісілген күні.',
      faq: [
        {
          question: 'Бос жерге апарып тастасам ше?',
          answer: 'Болмайды: бұл рұқсатсыз үйінді, ол үшін айыппұл салынады.',
        },
      ],
      unchecked: ['Тарифке не кіретіні және құрылыс қоқысын шығару бағасы.'],
    },
    ru: {
      title: 'Куда деть старую мебель и строительный мусор',
      summary:
        'Старую мебель ставьте только на отведённое место у контейнеров. Для строительного мусора закажите отдельную машину, это платно.',
      keywords: 'старая мебель, диван, строительный мусор, крупногабарит, ветки',
      steps: [
        'Спросите председателя дома, где место для крупного мусора и в какой день его вывозят.',
        'Разберите мебель и не загораживайте подъезд к контейнерам.',
        'Мусор после ремонта сложите в мешки, в контейнер не бросайте.',
        'Узнайте у вывозящей организации цену машины, возьмите договор или чек.',
        'Если куча лежит несколько дней, сообщите через портал.',
      ],
      needs: ['Мешки для строительного мусора', 'Договор или чек'],
      cost: 'Старая мебель обычно входит в тариф, строительный мусор вывозят платно.',
      term: 'В день, о котором договорились.',
      faq: [
        { question: 'Можно отвезти на пустырь?', answer: 'Нельзя: это стихийная свалка, за неё штрафуют.' },
      ],
      unchecked: ['Что входит в тариф и сколько стоит вывоз строительного мусора.'],
    },
    en: {
      title: 'Where to put old furniture and rubble',
      summary:
        'Leave old furniture only at the place set aside by the bins. Rubble needs a lorry of its own, which is paid.',
      keywords: 'old furniture, sofa, rubble, bulky waste, branches',
      steps: [
        'Ask the house management for the place of bulky waste and the day of collection.',
        'Take furniture apart and keep the way to the bins clear.',
        'Put rubble into sacks and not into the bins.',
        'Ask the waste company for the price of a lorry and take a contract or receipt.',
        'If a heap stays for days, report it here.',
      ],
      needs: ['Sacks for rubble', 'A contract or receipt'],
      cost: 'Old furniture is usually within the tariff, rubble is paid.',
      term: 'On the day agreed.',
      faq: [
        { question: 'May I take it to waste ground?', answer: 'No: that is an illegal dump and is fined.' },
      ],
      unchecked: ['What the tariff covers, and the price for rubble.'],
    },
  },
]
