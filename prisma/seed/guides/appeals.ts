import type { GuideSeed } from './guide-seed.ts'

const egov = { kk: 'eOtinish порталы', ru: 'Портал eOtinish', en: 'The portal eOtinish' }
const href = 'https://eotinish.kz'

/** How to write, how long to wait, how to appeal: the APPC in plain words. */
export const appealGuides: readonly GuideSeed[] = [
  {
    ...{ slug: 'report-or-appeal', topics: ['appeals'], categories: ['other'] },
    kk: {
      title: 'Порталға жазу мен ресми жолданымның айырмасы неде',
      summary:
        'Порталдағы хабар жылдам әрі ЭЦҚ-сыз, бірақ ресми жолданым емес. Заңды күші керек болса, eOtinish арқылы ЭЦҚ қойып жіберіңіз.',
      keywords: 'eOtinish, жолданым, арыз, шағым, ЭЦҚ, ресми өтініш',
      steps: [
        'Шұңқыр, қоқыс, жарық сияқты мәселе болса, порталға жазыңыз: бәрі көреді, мекеме жауап береді.',
        'Рұқсат, төлем, жер сияқты өз құқығыңыз туралы болса, ресми жолданым беріңіз.',
        'Порталдағы өтініш бетінен «ресми жолданым мәтінін» алыңыз: ол дайын.',
        'eOtinish сайтына ЭЦҚ не eGov Mobile арқылы кіріп, мәтінді қойып, жіберіңіз.',
        'ЭЦҚ жоқ болса, мекеменің кеңсесіне қағазбен апарып, талон алыңыз.',
      ],
      needs: ['Жеке куәлік пен ЖСН (тек ресми жолданымға)', 'ЭЦҚ немесе eGov Mobile'],
      cost: 'Тегін.',
      term: 'Екеуінде де жауап: 15 жұмыс күні.',
      law: 'ӘРПК, 4, 63, 64, 76-баптар.',
      links: [{ label: egov.kk, href }],
      faq: [
        {
          question: 'Өтінішті қабылдамай қоюы мүмкін бе?',
          answer: 'Жоқ: қабылдаудан бас тартуға тыйым салынған, сізге нөмірі бар талон беруге тиіс.',
        },
        {
          question: 'Порталға атымды жазу керек пе?',
          answer: 'Жоқ. Пошта мен телефон міндетті емес, оны жұрт көрмейді.',
        },
      ],
    },
    ru: {
      title: 'Чем сообщение на портале отличается от официального обращения',
      summary:
        'Сообщение быстрое и без ЭЦП, но это не официальное обращение. Нужна юридическая сила: подпишите ЭЦП и отправьте через eOtinish.',
      keywords: 'eOtinish, обращение, заявление, жалоба, ЭЦП, официально',
      steps: [
        'О яме, мусоре, фонаре пишите на портал: это видят все, ведомство отвечает.',
        'О своём праве, например о земле, выплате или разрешении, подайте официальное обращение.',
        'Возьмите на странице своего сообщения «текст для официального обращения»: он готов.',
        'Войдите на eOtinish по ЭЦП или через eGov Mobile, вставьте текст и отправьте.',
        'Нет ЭЦП: отнесите бумагу в канцелярию ведомства и возьмите талон.',
      ],
      needs: ['Удостоверение и ИИН (только для официального обращения)', 'ЭЦП или eGov Mobile'],
      cost: 'Бесплатно.',
      term: 'В обоих случаях ответ: 15 рабочих дней.',
      law: 'АППК, статьи 4, 63, 64, 76.',
      links: [{ label: egov.ru, href }],
      faq: [
        {
          question: 'Могут ли не принять обращение?',
          answer: 'Нет: отказывать в приёме запрещено, вам обязаны дать талон с номером.',
        },
        {
          question: 'Нужно ли писать на портале своё имя?',
          answer: 'Нет. Почта и телефон не обязательны, и другие их не видят.',
        },
      ],
    },
    en: {
      title: 'A report on this portal and a formal appeal: the difference',
      summary:
        'A report is quick and needs no e-signature, but is no formal appeal. If you need legal force, sign it and send it through eOtinish.',
      keywords: 'eOtinish, appeal, application, complaint, e-signature, formal',
      steps: [
        'Report a pothole, waste or a lamp here: everybody sees it and the office answers.',
        'For a right of your own, such as land, a payment or a permit, send a formal appeal.',
        'Take the “text for a formal appeal” from the page of your report: it is ready.',
        'Sign in to eOtinish with your e-signature or eGov Mobile, paste the text and send it.',
        'Without an e-signature, bring it on paper to the office and take a receipt.',
      ],
      needs: ['Identity card and IIN (for a formal appeal only)', 'E-signature or eGov Mobile'],
      cost: 'Free.',
      term: 'Both are answered within 15 working days.',
      law: 'APPC, articles 4, 63, 64, 76.',
      links: [{ label: egov.en, href }],
      faq: [
        {
          question: 'Can they refuse to accept an appeal?',
          answer: 'No: that is forbidden, and you must get a receipt with a number.',
        },
        {
          question: 'Do I have to give my name here?',
          answer: 'No. E-mail and phone are optional and nobody else sees them.',
        },
      ],
    },
  },
  {
    ...{
      slug: 'no-answer-in-time',
      topics: ['appeals', 'not-satisfied'],
      categories: ['other'],
      offices: ['PRO'],
    },
    kk: {
      title: 'Мерзімі өтті, жауап жоқ',
      summary:
        'Жауап мерзімі 15 жұмыс күні. Ұзартылса, сізге 3 жұмыс күні ішінде хабарлауы тиіс. Хабар болмаса, шағымданыңыз.',
      keywords: 'жауап жоқ, мерзім өтті, кешікті, ұзартты, қанша күту',
      steps: [
        'Өтініш нөмірін порталдан тексеріңіз: мерзім мен қай мекемеде екені көрінеді.',
        'Мерзім ұзартылған болса, себебі мен жаңа күні тарихында жазылады.',
        'Басқа мекемеге жіберілсе, мерзім сізге қарағанда бастапқы күннен саналады.',
        'Мерзім өтсе, беттегі «шағымдану» мәтінін алып, сол мекеменің басшысына жіберіңіз.',
        'Ресми жолданым болса, жоғары тұрған органға немесе прокуратураға жазыңыз.',
      ],
      needs: ['Өтініш нөмірі немесе талон', 'Жіберілген күні'],
      cost: 'Тегін.',
      term: '15 жұмыс күні. Ұзарту: ең көбі 2 айға дейін. Басқа мекемеге жіберу: 3 жұмыс күні.',
      law: 'ӘРПК, 65 және 76-баптар.',
      faq: [
        {
          question: 'Демалыс күні жіберсем ше?',
          answer: 'Келесі жұмыс күні тіркеледі, мерзім содан кейін басталады.',
        },
      ],
      unchecked: [
        'Мерзімді есептеу тіркелген күннен бе, әлде келесі күннен бе: портал келесі күннен санайды.',
      ],
    },
    ru: {
      title: 'Срок прошёл, а ответа нет',
      summary:
        'Срок ответа 15 рабочих дней. О продлении обязаны сказать за 3 рабочих дня. Молчат: жалуйтесь.',
      keywords: 'нет ответа, срок прошёл, просрочено, продлили, сколько ждать',
      steps: [
        'Проверьте номер на портале: видно срок и в каком ведомстве обращение.',
        'Если срок продлён, в истории стоят причина и новый день.',
        'Если передали другому ведомству, для вас срок идёт с первого дня.',
        'Срок прошёл: возьмите на странице текст жалобы и отправьте руководителю ведомства.',
        'Если это официальное обращение, пишите в вышестоящий орган или прокуратуру.',
      ],
      needs: ['Номер обращения или талон', 'День отправки'],
      cost: 'Бесплатно.',
      term: '15 рабочих дней. Продление: не больше чем до 2 месяцев. Передача другому ведомству: 3 рабочих дня.',
      law: 'АППК, статьи 65 и 76.',
      faq: [
        {
          question: 'А если отправил в выходной?',
          answer: 'Зарегистрируют в следующий рабочий день, срок пойдёт после него.',
        },
      ],
      unchecked: ['Считают ли день регистрации первым: портал считает со следующего дня.'],
    },
    en: {
      title: 'The term is over and there is no answer',
      summary:
        'The term is 15 working days. You must be told of an extension within 3 working days. If nobody says anything, complain.',
      keywords: 'no answer, overdue, late, extended, how long to wait',
      steps: [
        'Look your number up here: you see the term and which office has it.',
        'If the term was extended, the history has the reason and the new day.',
        'If it was passed to another office, your term still counts from the first day.',
        'When it is over, take the complaint text from the page and send it to the head of the office.',
        'For a formal appeal, write to the superior body or the prosecutor.',
      ],
      needs: ['Your number or receipt', 'The day you sent it'],
      cost: 'Free.',
      term: '15 working days. Extension: up to 2 months at most. Passing on: 3 working days.',
      law: 'APPC, articles 65 and 76.',
      faq: [
        {
          question: 'What if I sent it on a day off?',
          answer: 'It is registered on the next working day, and the term begins after it.',
        },
      ],
      unchecked: [
        'Whether the day of registration counts as the first: this portal counts from the next day.',
      ],
    },
  },
  {
    ...{
      slug: 'disagree-with-answer',
      topics: ['not-satisfied', 'appeals'],
      categories: ['other'],
      offices: ['PRO'],
    },
    kk: {
      title: 'Жауапқа келіспеймін: қалай шағымданамын',
      summary:
        'Порталда өтінішті қайта ашыңыз. Ресми шешімге 3 ай ішінде сол мекеме арқылы шағым беріңіз, одан кейін сотқа жүгінуге болады.',
      keywords: 'келіспеймін, шағым, қайта ашу, сот, жоғары тұрған орган, прокуратура',
      steps: [
        'Мәселе шешілмесе, жауаптан кейінгі 14 күнде құпия сілтемеңізді ашыңыз. «Жоқ, шешілген жоқ» дегенді басып, себебін жазыңыз.',
        'Шешілмегенін көрсететін фото қосыңыз.',
        'Ресми бас тарту болса, сол мекемеге шағым беріңіз: ол істі 3 жұмыс күнінде жоғары органға жібереді.',
        'Шағымда нені бұзды деп ойлайтыныңызды, не сұрайтыныңызды жазыңыз.',
        'Жоғары орган да бас тартса, әкімшілік сотқа жүгініңіз.',
      ],
      needs: ['Жауаптың көшірмесі', 'Дәлелдер: фото, құжат', 'ЭЦҚ немесе қағаз шағым'],
      cost: 'Шағым тегін. Сотта мемлекеттік баж болуы мүмкін.',
      term: 'Шағым беру: шешімді білген күннен бастап 3 ай. Қарау: 20 жұмыс күні.',
      law: 'ӘРПК, 91, 92, 99-баптар.',
      links: [{ label: egov.kk, href }],
      unchecked: [
        'Шағымды қарау мерзімі 20 жұмыс күні ме: мекемеден сұраңыз.',
        'Порталда қайта ашуға қанша күн берілетіні: қала оны өзгерте алады.',
        'Сотқа жүгіну мерзімі мен баж мөлшері: заңгерден сұраңыз.',
      ],
    },
    ru: {
      title: 'Не согласен с ответом: как обжаловать',
      summary:
        'На портале откройте обращение снова. На официальное решение подайте жалобу через то же ведомство за 3 месяца, потом можно в суд.',
      keywords: 'не согласен, жалоба, обжаловать, суд, вышестоящий орган, прокуратура, отписка',
      steps: [
        'Проблема не решена? Откройте свою секретную ссылку за 14 дней после ответа. Нажмите «Нет, не решена» и напишите почему.',
        'Приложите фото, на котором это видно.',
        'На официальный отказ подайте жалобу в то же ведомство: за 3 рабочих дня оно передаст её выше.',
        'Напишите, что нарушено и чего вы просите.',
        'Отказал и вышестоящий орган: идите в административный суд.',
      ],
      needs: ['Копия ответа', 'Доказательства: фото, документы', 'ЭЦП или бумажная жалоба'],
      cost: 'Жалоба бесплатна. В суде может быть госпошлина.',
      term: 'Подать: 3 месяца с дня, когда узнали о решении. Рассмотрят: 20 рабочих дней.',
      law: 'АППК, статьи 91, 92, 99.',
      links: [{ label: egov.ru, href }],
      unchecked: [
        'Рассматривают ли жалобу 20 рабочих дней: уточните в ведомстве.',
        'Сколько дней даётся, чтобы открыть обращение снова: город может это изменить.',
        'Срок подачи в суд и размер пошлины: спросите юриста.',
      ],
    },
    en: {
      title: 'You disagree with the answer: how to appeal',
      summary:
        'Reopen your report here. Against a formal decision complain through the same office within 3 months; after that you may go to court.',
      keywords: 'disagree, appeal, complaint, reopen, court, prosecutor',
      steps: [
        'Is the problem still there? Open your secret link within 14 days of the answer. Press “No, it is not fixed” and say why.',
        'Add a photo that shows it.',
        'Against a formal refusal complain to the same office: within 3 working days it passes the case upwards.',
        'Write what was breached and what you ask for.',
        'If the superior body refuses as well, go to the administrative court.',
      ],
      needs: ['A copy of the answer', 'Proof: photos, papers', 'E-signature, or a complaint on paper'],
      cost: 'A complaint is free. A court may ask for a fee.',
      term: 'To complain: 3 months from the day you learnt of the decision. It is considered within 20 working days.',
      law: 'APPC, articles 91, 92, 99.',
      links: [{ label: egov.en, href }],
      unchecked: [
        'Whether a complaint is considered within 20 working days: check with the office.',
        'How many days there are to reopen a report: the city may change it.',
        'The term for the court and its fee: ask a lawyer.',
      ],
    },
  },
]
