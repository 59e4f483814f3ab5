import type { LocalText } from './categories.ts'

/**
 * Ready texts with which every city begins; its offices write their own beside them. `{{field}}` is filled by the portal,
 * ___ by the clerk: neither may be left in an answer.
 */
export type AnswerTemplateSeed = {
  purpose: 'solved' | 'explained' | 'planned' | 'asked' | 'refused' | 'forwarded'
  /** Code of the category it is for; null for any. */
  category: string | null
  title: LocalText
  text: LocalText
}

const text = (kk: string, ru: string, en: string): LocalText => ({ kk, ru, en })

export const answerTemplates: readonly AnswerTemplateSeed[] = [
  {
    purpose: 'solved',
    category: null,
    title: text('Жұмыс аяқталды', 'Работы выполнены', 'The work is done'),
    text: text(
      'Сәлеметсіз бе! {{number}} өтінішіңіз бойынша жұмыс аяқталды: ___. Жұмысты ___ күні ___ орындады. Нәтиженің фотосы тіркелді.',
      'Здравствуйте! По обращению {{number}} работы выполнены: ___. Выполнил(а) ___, дата ___. Фото результата приложено.',
      'Hello! The work about report {{number}} is done: ___. It was done by ___ on ___. A photo of the result is attached.',
    ),
  },
  {
    purpose: 'solved',
    category: 'pothole',
    title: text('Шұңқыр жөнделді', 'Яма заделана', 'The pothole is mended'),
    text: text(
      'Сәлеметсіз бе! Мына жердегі шұңқыр жөнделді: {{address}}. Асфальт ___ күні төселді, қозғалыс ашық. Фотосы тіркелді.',
      'Здравствуйте! Яма по адресу {{address}} заделана. Асфальт уложен ___, движение открыто. Фото приложено.',
      'Hello! The pothole at {{address}} is mended. The asphalt was laid on ___ and the road is open. A photo is attached.',
    ),
  },
  {
    purpose: 'solved',
    category: 'snow_road',
    title: text('Қар тазаланды', 'Снег убран', 'The snow is cleared'),
    text: text(
      'Сәлеметсіз бе! Мына жердің қары тазаланды: {{address}}. Техника ___ күні сағат ___ шығып, қарды әкетті.',
      'Здравствуйте! Снег по адресу {{address}} убран. Техника работала ___ в ___ часов, снег вывезен.',
      'Hello! The snow at {{address}} is cleared. The machines came on ___ at ___ and took it away.',
    ),
  },
  {
    purpose: 'solved',
    category: 'dump',
    title: text('Қоқыс шығарылды', 'Мусор вывезен', 'The waste is gone'),
    text: text(
      'Сәлеметсіз бе! Мына жердегі қоқыс үйіндісі ___ күні шығарылды: {{address}}. Жер тазаланды, фотосы тіркелді.',
      'Здравствуйте! Свалка по адресу {{address}} вывезена ___. Место очищено, фото приложено.',
      'Hello! The dump at {{address}} was taken away on ___. The place is clean; a photo is attached.',
    ),
  },
  {
    purpose: 'explained',
    category: null,
    title: text('Түсініктеме', 'Разъяснение', 'Explanation'),
    text: text(
      'Сәлеметсіз бе! {{number}} өтінішіңізді қарадық. Біз анықтаған жағдай: ___. Сондықтан ___. Қосымша сұрақ болса, осы өтініш бетінде жазыңыз.',
      'Здравствуйте! Мы рассмотрели обращение {{number}}. Установлено: ___. Поэтому ___. Если остались вопросы, напишите на странице обращения.',
      'Hello! We have looked at report {{number}}. We found that ___. Therefore ___. If you have questions, write on the page of the report.',
    ),
  },
  {
    purpose: 'planned',
    category: null,
    title: text('Жұмыс жоспарға енді', 'Работы включены в план', 'The work is planned'),
    text: text(
      'Сәлеметсіз бе! {{number}} өтінішіңіздегі мәселе расталды. Жұмыс жоспарға енгізілді: ___. Орындайтын ұйым: ___.',
      'Здравствуйте! Проблема из обращения {{number}} подтверждена. Работы включены в план: ___. Исполнитель: ___.',
      'Hello! The problem of report {{number}} is confirmed. The work is in the plan: ___. It will be done by ___.',
    ),
  },
  {
    purpose: 'asked',
    category: null,
    title: text('Орнын нақтылау', 'Уточнить место', 'Where exactly'),
    text: text(
      'Сәлеметсіз бе! Мәселенің дәл орнын таппадық. Қай үйдің немесе кіреберістің жанында екенін жазып, мүмкін болса фото қосыңызшы.',
      'Здравствуйте! Мы не нашли точное место. Напишите, у какого дома или подъезда это находится, и по возможности добавьте фото.',
      'Hello! We did not find the place. Please write next to which house or entrance it is, and add a photo if you can.',
    ),
  },
  {
    purpose: 'refused',
    category: null,
    title: text('Негізі көрсетілген бас тарту', 'Отказ с основанием', 'Refusal with a ground'),
    text: text(
      'Сәлеметсіз бе! {{number}} өтінішіңіз қаралды. Оны қанағаттандыруға болмайды, себебі ___. Шешімге үш ай ішінде шағымдануға болады.',
      'Здравствуйте! Обращение {{number}} рассмотрено. Удовлетворить его нельзя, потому что ___. Решение можно обжаловать в течение трёх месяцев.',
      'Hello! Report {{number}} was considered. It cannot be granted because ___. You may complain about this decision within three months.',
    ),
  },
  {
    purpose: 'forwarded',
    category: null,
    title: text('Ілеспе хат', 'Сопроводительное письмо', 'Covering letter'),
    text: text(
      '{{city}} тұрғынынан {{received}} түскен {{number}} өтінішін құзыретіңізге сәйкес қарау үшін жібереміз (ӘРПК 65-бабы). Мәселе: {{category}}, мекенжайы: {{address}}. Тұрғынға заңда белгіленген мерзімде жауап беріп, бізге нәтижесін хабарлауыңызды сұраймыз.',
      'Направляем для рассмотрения по компетенции (статья 65 АППК) обращение {{number}}, поступившее {{received}} от жителя города {{city}}. Суть: {{category}}, адрес: {{address}}. Просим ответить заявителю в установленный законом срок и сообщить нам о результате.',
      'We pass on to you, as it is within your competence (article 65 of the APPC), report {{number}}, received on {{received}} from a resident of {{city}}. What: {{category}}, where: {{address}}. Please answer the resident within the term of the law and tell us the result.',
    ),
  },
]
