type Place = { text: string; address?: string; kind?: 'potholes' | 'snow' | 'heating' | 'lights' }

/**
 * An open complaint, and what another resident writes. `metres` lie between the two points; null: the second has none.
 * `joins`: it is among "Is it one of these?". `works: false`: one would wish it otherwise.
 */
export const duplicateCases: readonly {
  there: Place
  written: Place
  metres: number | null
  joins: boolean
  why: string
  works?: false
}[] = [
  {
    there: { text: 'Жол ортасында терең шұңқыр' },
    written: { text: 'Большая яма на дороге, пробил колесо' },
    metres: 25,
    joins: true,
    why: 'another language, the same place',
  },
  {
    there: { text: 'Яма у школы' },
    written: { text: 'Yama u shkoly, ochen glubokaya' },
    metres: 40,
    joins: true,
    why: 'Russian in Latin letters, the same place',
  },
  {
    there: { text: 'Снег не чистят, сугробы по пояс', kind: 'snow' },
    written: { text: 'снег нечистят неделю!!! сугробы', kind: 'snow' },
    metres: 80,
    joins: true,
    why: 'slips, some way off, alike in words',
  },
  {
    there: { text: 'Яма на дороге' },
    written: { text: 'Яма на дороге' },
    metres: 160,
    joins: false,
    why: 'the same words beyond the radius of the category',
  },
  {
    there: { text: 'Қар тазаланбаған', kind: 'snow' },
    written: { text: 'Яма на дороге' },
    metres: 5,
    joins: false,
    why: 'another kind of problem in the same place',
  },
  {
    there: { text: 'Үлкен шұңқыр', address: 'Қабанбай батыр көшесі, 7' },
    written: { text: 'Большая яма у подъезда', address: 'Кабанбай батыра 7' },
    metres: null,
    joins: true,
    why: 'no point: the same house in the other language',
  },
  {
    there: { text: 'Яма', address: 'Виноградова 3' },
    written: { text: 'Яма', address: 'Протозанова 3' },
    metres: null,
    joins: false,
    why: 'no point: another street',
  },
  {
    there: { text: 'Дорога разбита, ямы после ремонта теплотрассы', address: 'ул. Бажова' },
    written: { text: 'После ремонта теплотрассы дорога разбита, ямы', address: 'Бажова 333' },
    metres: null,
    joins: true,
    why: 'no point, no house: the street and the words agree',
  },
  {
    there: { text: 'Яма', address: 'ул. Тохтарова, 10' },
    written: { text: 'Провал асфальта на перекрёстке', address: 'Тохтарова 88' },
    metres: null,
    joins: false,
    why: 'the same street, other houses, other words',
  },
  {
    there: { text: 'Фонарь не горит возле садика, темно', kind: 'lights' },
    written: { text: 'Балабақшаның жанында шам жанбайды', kind: 'lights' },
    metres: 15,
    joins: true,
    why: 'both languages, near',
  },
  {
    there: { text: 'Батареи холодные', address: 'Мызы 15', kind: 'heating' },
    written: { text: 'Жылу жоқ', address: 'мызы 15-22', kind: 'heating' },
    metres: null,
    joins: true,
    why: 'a flat behind the house',
  },
  {
    there: { text: 'Глубокая яма на левой полосе' },
    written: { text: 'Открытый колодец на тротуаре' },
    metres: 20,
    joins: true,
    why: 'two things of one kind side by side: offered, and the resident says no',
  },
  {
    there: { text: 'Яма у дома', address: 'ул. Красина, 8' },
    written: { text: 'Яма у дома', address: 'Бориса Александрова 8' },
    metres: null,
    joins: true,
    why: 'the former name of the same street, without a point',
    works: false,
  },
  {
    there: { text: 'Яма на дороге', address: 'Абая 10' },
    written: { text: 'Яма на дороге', address: 'напротив магазина Рахат' },
    metres: null,
    joins: true,
    why: 'only a landmark: nothing to compare by',
    works: false,
  },
]
