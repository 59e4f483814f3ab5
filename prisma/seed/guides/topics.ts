import type { TopicSeed } from './guide-seed.ts'

const local = (kk: string, ru: string, en: string) => ({ kk, ru, en })

/** Events of life first: people look for what has happened to them, not for the office. */
export const guideTopics: readonly TopicSeed[] = [
  {
    ...{ code: 'no-heating', kind: 'event', icon: 'heater' },
    name: local(
      'Үйде жылу, су немесе жарық жоқ',
      'Дома нет тепла, воды или света',
      'No heat, water or power at home',
    ),
    text: local(
      'Кімге қоңырау шалу және ақшаны қалай қайтару керек',
      'Кому звонить и как вернуть деньги',
      'Whom to call, and how to get money back',
    ),
  },
  {
    ...{ code: 'damage', kind: 'event', icon: 'triangle-alert' },
    name: local('Жолда зиян шектім', 'Пострадал на дороге', 'Harmed on the road'),
    text: local(
      'Шұңқыр, көктайғақ, ашық құдық',
      'Яма, гололёд, открытый люк',
      'A pothole, ice, an open manhole',
    ),
  },
  {
    ...{ code: 'danger', kind: 'event', icon: 'circle-alert' },
    name: local('Қауіпті нәрсе көрдім', 'Вижу опасность', 'I see something dangerous'),
    text: local(
      'Газ иісі, үзілген сым, құлайтын ағаш',
      'Запах газа, оборванный провод, падающее дерево',
      'Smell of gas, a torn wire, a falling tree',
    ),
  },
  {
    ...{ code: 'neighbours', kind: 'event', icon: 'volume-2' },
    name: local('Көршілер мен аула', 'Соседи и двор', 'Neighbours and the yard'),
    text: local(
      'Шу, көлік тұрағы, аула жарығы',
      'Шум, парковка, свет во дворе',
      'Noise, parking, light in the yard',
    ),
  },
  {
    ...{ code: 'pets', kind: 'event', icon: 'paw-print' },
    name: local('Иттер мен басқа жануарлар', 'Собаки и другие животные', 'Dogs and other animals'),
    text: local(
      'Қапты, топ болып жүр, жоғалып кетті',
      'Укусила, бегают стаей, потерялась',
      'A bite, a pack, a lost pet',
    ),
  },
  {
    ...{ code: 'moving', kind: 'event', icon: 'house' },
    name: local('Жаңа үйге көштім', 'Переехал в новый дом', 'Moved to another home'),
    text: local(
      'Үй басқару, есептегіш, қоқыс',
      'Кто управляет домом, счётчики, мусор',
      'Who runs the house, meters, waste',
    ),
  },
  {
    ...{ code: 'not-satisfied', kind: 'event', icon: 'scale' },
    name: local('Жауапқа келіспеймін', 'Не согласен с ответом', 'I disagree with the answer'),
    text: local(
      'Қайда және қанша уақытта шағымдану керек',
      'Куда и в какой срок жаловаться',
      'Where to appeal and until when',
    ),
  },
  {
    ...{ code: 'waste', kind: 'topic', icon: 'trash-2' },
    name: local('Қоқыс және тазалық', 'Мусор и чистота', 'Waste and cleaning'),
    text: local(
      'Үйінді, контейнер, ескі жиһаз',
      'Свалки, контейнеры, старая мебель',
      'Dumps, bins, old furniture',
    ),
  },
  {
    ...{ code: 'roads', kind: 'topic', icon: 'construction' },
    name: local('Жол және тротуар', 'Дороги и тротуары', 'Roads and pavements'),
    text: local(
      'Шұңқыр, белгі, бағдаршам, арық',
      'Ямы, знаки, светофоры, арыки',
      'Potholes, signs, lights, drains',
    ),
  },
  {
    ...{ code: 'winter', kind: 'topic', icon: 'snowflake' },
    name: local('Қыс', 'Зима', 'Winter'),
    text: local('Қар, мұз, сүңгі', 'Снег, лёд, сосульки', 'Snow, ice, icicles'),
  },
  {
    ...{ code: 'transport', kind: 'topic', icon: 'bus' },
    name: local('Автобус және аялдама', 'Автобусы и остановки', 'Buses and stops'),
    text: local(
      'Кешіксе, тоқтамаса, зат қалса',
      'Опоздал, проехал мимо, забыли вещи',
      'Late, did not stop, something left behind',
    ),
  },
  {
    ...{ code: 'house', kind: 'topic', icon: 'building-2' },
    name: local('Көппәтерлі үй', 'Многоквартирный дом', 'The apartment house'),
    text: local(
      'МИБ, шатыр, жертөле, лифт, төлем',
      'ОСИ, крыша, подвал, лифт, платежи',
      'House management, roof, lift, bills',
    ),
  },
  {
    ...{ code: 'nature', kind: 'topic', icon: 'tree-deciduous' },
    name: local('Ағаш, ауа және су', 'Деревья, воздух и вода', 'Trees, air and water'),
    text: local('Кесу, түтін, өзен жағасы', 'Вырубка, дым, берег реки', 'Felling, smoke, river banks'),
  },
  {
    ...{ code: 'appeals', kind: 'topic', icon: 'file-text' },
    name: local('Өтініш пен жауап', 'Обращения и ответы', 'Appeals and answers'),
    text: local(
      'Қалай жазу, қанша күту, қалай шағымдану керек',
      'Как написать, сколько ждать, как обжаловать',
      'How to write, how long to wait, how to appeal',
    ),
  },
  {
    ...{ code: 'help', kind: 'topic', icon: 'heart-handshake' },
    name: local('Көмек және қолжетімділік', 'Помощь и доступность', 'Help and accessibility'),
    text: local('Пандус, әлеуметтік көмек', 'Пандус, социальная помощь', 'Ramps, social help'),
  },
]
