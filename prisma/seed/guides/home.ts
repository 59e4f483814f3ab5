import type { GuideSeed } from './guide-seed.ts'

/** Heat and water. */
export const homeGuides: readonly GuideSeed[] = [
  {
    ...{ slug: 'no-heating', topics: ['no-heating', 'house'], categories: ['heat'] },
    kk: {
      title: 'Үйде жылу жоқ немесе батарея суық',
      summary:
        'Алдымен үй басшысына айтыңыз, содан кейін жылу компаниясына өтінім беріңіз. Салқын күндер үшін ақшаны акт бойынша қайта есептейді.',
      keywords: 'жылу жоқ, батарея суық, пәтер суық, жылыту, ыстық су жоқ',
      steps: [
        'Бөлмедегі температураны өлшеңіз: термометрді сыртқы қабырғадан алыс, еденнен 1 метр биікке қойыңыз.',
        'Көршілерден сұраңыз: бүкіл үй суық па, әлде тек сіз бе.',
        'Тек сіздікі суық болса, МИБ немесе ПИК басшысына қоңырау шалыңыз: үй ішіндегі құбырға олар жауап береді.',
        'Бүкіл үй суық болса, жылу компаниясына өтінім беріп, өтінімнің нөмірін жазып алыңыз.',
        'Өлшеу актісін екі данамен жасатыңыз: күні, сағаты, температура, екі жақтың қолы.',
        'Акт пен түбіртекті жылу компаниясына беріп, қайта есептеуді сұраңыз.',
      ],
      needs: ['Бөлме термометрі', 'Соңғы түбіртек', 'Өлшеу актісі'],
      cost: 'Тегін. Өз кінәңізден бұзылған жағдай ғана ақылы.',
      term: 'Портал арқылы жазылған хабарға жауап: 15 жұмыс күні. Апатқа бірден шығады.',
      law: 'Жауап мерзімі: ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Батареяны өзім ауыстырсам бола ма?',
          answer:
            'Жылыту маусымында болмайды: бүкіл тік құбырды жабу керек. Жазда, үй басшысымен келісіп ауыстырыңыз.',
        },
      ],
      unchecked: [
        'Бөлмеде неше градус болуы тиіс: қалаңыздың ережесін жылу компаниясынан сұраңыз.',
        'Қайта есептеу қанша күн алатыны.',
      ],
    },
    ru: {
      title: 'Дома нет отопления или холодные батареи',
      summary:
        'Сначала скажите председателю дома, потом оставьте заявку в тепловой компании. За холодные дни деньги пересчитают по акту.',
      keywords: 'нет отопления, холодно в квартире, холодные батареи, нет горячей воды, тепло',
      steps: [
        'Измерьте температуру в комнате: градусник держите в метре от пола, подальше от наружной стены.',
        'Спросите соседей: холодно во всём доме или только у вас.',
        'Если холодно только у вас, звоните председателю ОСИ или КСК: за трубы внутри дома отвечают они.',
        'Если холодно во всём доме, оставьте заявку в тепловой компании и запишите её номер.',
        'Составьте акт замера в двух экземплярах: дата, час, температура, подписи обеих сторон.',
        'Отдайте акт и квитанцию в тепловую компанию и попросите пересчёт.',
      ],
      needs: ['Комнатный термометр', 'Последняя квитанция', 'Акт замера'],
      cost: 'Бесплатно. Платят только за то, что сломали сами.',
      term: 'Ответ на сообщение через портал: 15 рабочих дней. На аварию выезжают сразу.',
      law: 'Срок ответа: АППК, статья 76.',
      faq: [
        {
          question: 'Можно ли самому поменять батарею?',
          answer:
            'В отопительный сезон нельзя: перекрывают весь стояк. Меняйте летом и договоритесь с председателем дома.',
        },
      ],
      unchecked: [
        'Сколько градусов должно быть в комнате: спросите норму вашего города в тепловой компании.',
        'За сколько дней делают пересчёт.',
      ],
    },
    en: {
      title: 'No heating, or cold radiators',
      summary:
        'Tell the manager of your house first, then ask the heating company. Bills for cold days are reduced on the strength of a signed record.',
      keywords: 'no heating, cold flat, cold radiator, no hot water',
      steps: [
        'Measure the temperature of the room, one metre above the floor and away from the outer wall.',
        'Ask your neighbours whether the whole house is cold or only your flat.',
        'If it is only you, call the house management (OSI or KSK): pipes inside the house are theirs.',
        'If the whole house is cold, ask the heating company to come and write down the number of your call.',
        'Make a record in two copies: date, hour, temperature, both signatures.',
        'Give the record and your bill to the heating company and ask for a lower bill.',
      ],
      needs: ['A room thermometer', 'Your last bill', 'The signed record'],
      cost: 'Free, unless you broke something yourself.',
      term: 'A report on this portal is answered within 15 working days. Crews go to breakdowns at once.',
      law: 'Term of the answer: Administrative Procedural Code (APPC), article 76.',
      faq: [
        {
          question: 'May I replace a radiator myself?',
          answer:
            'Not while heating is on: the whole riser has to be shut. Do it in summer and agree with the house management.',
        },
      ],
      unchecked: [
        'The lowest temperature allowed in a room: ask the heating company of your city.',
        'How many days a new bill takes.',
      ],
    },
  },
  {
    ...{ slug: 'no-water', topics: ['no-heating', 'house'], categories: ['water', 'sewer'] },
    kk: {
      title: 'Су жоқ, қысымы әлсіз немесе түсі лас',
      summary:
        'Көршіден сұраңыз: жалғыз сізде ме, бүкіл үйде ме. Бүкіл үйде болса, су мекемесінің кезекшісіне қоңырау шалыңыз.',
      keywords: 'су жоқ, су қысымы, лас су, тот, құбыр жарылды',
      steps: [
        'Порталдағы жұмыс жоспарын қараңыз: су жөндеуге байланысты өшірілген болуы мүмкін.',
        'Көршілерден сұраңыз. Тек сізде болмаса, үй басшысына қоңырау шалыңыз.',
        'Бүкіл үйде немесе көшеде болмаса, су мекемесінің кезекшісіне хабарлап, өтінім нөмірін жазып алыңыз.',
        'Су лас болса, екі-үш минут ағызыңыз. Тазармаса, мөлдір ыдысқа құйып, суретке түсіріңіз.',
        'Құбыр жарылса, орнын айтыңыз: көше, үй, су қайда ағып жатыр.',
      ],
      needs: ['Мекенжай', 'Өтінім нөмірі', 'Лас судың фотосы'],
      cost: 'Тегін.',
      term: 'Порталдағы хабарға жауап: 15 жұмыс күні. Апатқа бригада бірден шығады.',
      law: 'Жауап мерзімі: ӘРПК, 76-бап.',
      faq: [
        {
          question: 'Су ұзақ болмаса, қайдан аламыз?',
          answer: 'Су мекемесінен су таситын көлік қайда тұратынын сұраңыз.',
        },
      ],
      unchecked: ['Суды жоспарлы түрде неше сағатқа өшіруге болатыны.'],
    },
    ru: {
      title: 'Нет воды, слабый напор или вода грязная',
      summary:
        'Спросите соседей: только у вас или во всём доме. Если во всём доме, звоните дежурному водоканала.',
      keywords: 'нет воды, слабый напор, ржавая вода, порыв, прорвало трубу',
      steps: [
        'Посмотрите план работ на портале: воду могли отключить из-за ремонта.',
        'Спросите соседей. Если воды нет только у вас, звоните председателю дома.',
        'Если воды нет во всём доме или на улице, сообщите дежурному водоканала и запишите номер заявки.',
        'Если вода грязная, слейте её две-три минуты. Не очистилась: налейте в прозрачную посуду и сфотографируйте.',
        'При прорыве назовите место: улица, дом, куда течёт вода.',
      ],
      needs: ['Адрес', 'Номер заявки', 'Фото грязной воды'],
      cost: 'Бесплатно.',
      term: 'Ответ на сообщение через портал: 15 рабочих дней. На аварию бригада выезжает сразу.',
      law: 'Срок ответа: АППК, статья 76.',
      faq: [
        {
          question: 'Где взять воду, если её долго нет?',
          answer: 'Спросите в водоканале, где стоит машина с водой.',
        },
      ],
      unchecked: ['На сколько часов можно отключать воду по плану.'],
    },
    en: {
      title: 'No water, low pressure or dirty water',
      summary:
        'Ask the neighbours whether it is only you. If the whole house is dry, call the duty desk of the water company.',
      keywords: 'no water, low pressure, rusty water, burst pipe',
      steps: [
        'Look at the plan of works on this portal: water may be off for repairs.',
        'Ask the neighbours. If it is only your flat, call the house management.',
        'If it is the whole house or street, call the water company and note the number of your call.',
        'If the water is dirty, let it run for two or three minutes. If it stays dirty, fill a clear glass and take a photo.',
        'For a burst pipe say the street, the house and where the water goes.',
      ],
      needs: ['Your address', 'The number of your call', 'A photo of the dirty water'],
      cost: 'Free.',
      term: 'A report on this portal is answered within 15 working days. Crews go to breakdowns at once.',
      law: 'Term of the answer: APPC, article 76.',
      faq: [
        {
          question: 'Where can I get water if it is off for long?',
          answer: 'Ask the water company where its tank lorry stands.',
        },
      ],
      unchecked: ['For how many hours water may be off for planned works.'],
    },
  },
]
