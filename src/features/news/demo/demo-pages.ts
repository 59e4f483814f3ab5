import type { Texts } from '../doc.ts'

type DemoPage = { code: string; title: Texts; lead: Texts; body: Texts }

const words = (kk: string, ru: string, en: string): Texts => ({ kk, ru, en })

/** Pages of a city of the demo: who supports the portal and how it works. `names` stand where no ending is needed. */
export const demoPages = (names: Texts): DemoPage[] => [
  {
    code: 'partners',
    title: words('Серіктестер мен демеушілер', 'Партнёры и доноры', 'Partners and donors'),
    lead: words(
      `${names.kk}: порталды кім қолдайды және олар не шешпейді.`,
      `${names.ru}: кто поддерживает портал и чего они не решают.`,
      `${names.en}: who supports the portal, and what they do not decide.`,
    ),
    body: words(
      '# Қолдау\nБұл – демонстрациялық бет: мұнда қаланың нақты серіктестері көрсетіледі. Әр серіктестің аты, қосқан үлесі және мерзімі жазылады.\n\n# Ескерту\n- серіктестер мен демеушілер өтініштердің мазмұнын, ретін және жауабын өзгерте алмайды\n- порталдағы пікірлер олардың ұстанымын білдірмейді\n- жарнама орналастырылмайды, жеке деректер берілмейді',
      '# Поддержка\nЭто демонстрационная страница: здесь называют настоящих партнёров города — имя, вклад и срок каждого.\n\n# Оговорки\n- партнёры и доноры не влияют на содержание, порядок и ответы обращений\n- мнения на портале не выражают их позицию\n- рекламы нет, личные данные не передаются',
      '# Support\nThis is a page of the demo: a city names its real partners here, what each gives and for how long.\n\n# Disclaimers\n- partners and donors have no say in the content, the order or the answers of reports\n- what is said on the portal is not their position\n- there is no advertising, and no personal data is passed on',
    ),
  },
  {
    code: 'how-to-report',
    title: words(
      'Өтінішті қалай жазған дұрыс',
      'Как написать обращение, чтобы его решили',
      'How to write a report that gets solved',
    ),
    lead: words(
      'Бес кеңес: қысқа, нақты, суретпен.',
      'Пять советов: коротко, точно, со снимком.',
      'Five hints: short, exact, with a picture.',
    ),
    body: words(
      '- бір өтініште бір мәселе болсын\n- картадан дәл орынды белгілеңіз, бағдар қосыңыз: подъезд, қақпа, аялдама\n- суретте мәселе де, айналасы да көрінсін\n- адамдардың атын, телефонын және көлік нөмірін жазбаңыз\n- осындай өтініш бар болса, «Менде де солай» дегенді басыңыз\n\n# Жауап ұнамаса\nЖауаптан кейін он төрт күн ішінде өтінішті қайта ашуға болады. Ресми шағым үшін мәтін әр өтініш бетінде дайын тұрады.',
      '- одно обращение — одна проблема\n- отметьте точное место на карте, добавьте ориентир: подъезд, ворота, остановка\n- пусть на снимке видны и проблема, и окружение\n- не пишите имён, телефонов и номеров машин\n- если такое обращение уже есть, нажмите «У меня то же самое»\n\n# Если ответ не устроил\nВ течение четырнадцати дней после ответа обращение можно открыть вновь. Текст для официальной жалобы готов на странице каждого обращения.',
      '- one report, one problem\n- mark the exact place on the map, add a landmark: entrance, gate, bus stop\n- let the picture show the problem and what is around it\n- no names, phones or number plates\n- if such a report is there already, press “I have this too”\n\n# If the answer does not satisfy\nWithin fourteen days of the answer the report can be reopened. The text of a formal complaint stands ready on the page of each report.',
    ),
  },
]
