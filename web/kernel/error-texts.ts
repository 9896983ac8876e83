/** Every code that a call may refuse with, and every code of a field: what happened and what to do. */
export const errorTexts = {
  // Any call
  invalid_input: /*i18n*/ { id: 'error.invalid_input', message: 'Проверьте, что введено: что-то здесь не так.' },
  unauthorized: /*i18n*/ { id: 'error.unauthorized', message: 'Вы вышли. Войдите снова.' },
  forbidden: /*i18n*/ {
    id: 'error.forbidden',
    message: 'На это у вас нет прав. Если они нужны, обратитесь к администратору школы.',
  },
  second_factor_needed: /*i18n*/ {
    id: 'error.second_factor_needed',
    message: 'Сначала подтвердите вход вторым способом.',
  },
  not_found: /*i18n*/ { id: 'error.not_found', message: 'Этого здесь нет, или вам это недоступно.' },
  too_large: /*i18n*/ { id: 'error.too_large', message: 'Слишком много данных за один раз.' },
  wrong_media: /*i18n*/ { id: 'error.wrong_media', message: 'Такой запрос не принимается. Обновите страницу.' },
  too_many: /*i18n*/ { id: 'error.too_many', message: 'Слишком часто. Подождите немного и попробуйте снова.' },
  too_many_until: /*i18n*/ {
    id: 'error.too_many_until',
    message: 'Слишком часто. Попробуйте снова через {seconds} с.',
  },
  internal: /*i18n*/ { id: 'error.internal', message: 'Не получилось из-за ошибки у нас. Попробуйте ещё раз.' },
  unavailable: /*i18n*/ { id: 'error.unavailable', message: 'Школа сейчас недоступна. Попробуйте через минуту.' },
  offline: /*i18n*/ { id: 'error.offline', message: 'Нет связи. Всё, что введено, сохранено.' },
  // Fields
  empty: /*i18n*/ { id: 'error.empty', message: 'Напишите что-нибудь.' },
  required: /*i18n*/ { id: 'error.required', message: 'Заполните это поле.' },
  bad_inn: /*i18n*/ { id: 'error.bad_inn', message: 'В ИНН ошибка: не сходятся контрольные цифры.' },
  bad_email: /*i18n*/ { id: 'error.bad_email', message: 'Похоже, в адресе почты ошибка.' },
  bad_phone: /*i18n*/ { id: 'error.bad_phone', message: 'Номер неполный или с ошибкой.' },
  bad_name: /*i18n*/ {
    id: 'error.bad_name',
    message: 'В имени могут быть только буквы одного алфавита, дефис и пробел.',
  },
  forbidden_characters: /*i18n*/ {
    id: 'error.forbidden_characters',
    message: 'Есть знаки, которых здесь быть не может.',
  },
  unknown_time_zone: /*i18n*/ { id: 'error.unknown_time_zone', message: 'Такого часового пояса нет.' },
  six_digits: /*i18n*/ { id: 'error.six_digits', message: 'В коде шесть цифр.' },
  ten_characters: /*i18n*/ { id: 'error.ten_characters', message: 'В коде десять знаков.' },
  one_letter: /*i18n*/ { id: 'error.one_letter', message: 'Одна русская буква.' },
  too_small: /*i18n*/ { id: 'error.too_small', message: 'Слишком коротко или мало.' },
  too_big: /*i18n*/ { id: 'error.too_big', message: 'Слишком длинно или много.' },
  invalid_type: /*i18n*/ { id: 'error.invalid_type', message: 'Заполните это поле.' },
  invalid_format: /*i18n*/ { id: 'error.invalid_format', message: 'Здесь ошибка: проверьте, как это написано.' },
  invalid_value: /*i18n*/ { id: 'error.invalid_value', message: 'Выберите одно из предложенного.' },
  bad_uses: /*i18n*/ { id: 'error.bad_uses', message: 'Число от 1 до 500.' },
  bad_link: /*i18n*/ { id: 'error.bad_link', message: 'Это не похоже на ссылку. Скопируйте её целиком.' },
  // accounts
  wrong_code: /*i18n*/ { id: 'error.wrong_code', message: 'Код не подошёл. Проверьте и введите ещё раз.' },
  code_spent: /*i18n*/ { id: 'error.code_spent', message: 'Этот код больше не действует. Запросите новый.' },
  unknown_account: /*i18n*/ { id: 'error.unknown_account', message: 'Такой учётной записи на этом устройстве нет.' },
  wrong_passkey: /*i18n*/ { id: 'error.wrong_passkey', message: 'Ключ доступа не подошёл.' },
  not_begun: /*i18n*/ { id: 'error.not_begun', message: 'Время вышло. Начните сначала.' },
  // schools
  order_missing: /*i18n*/ { id: 'error.order_missing', message: 'Приложите приказ о назначении администратора.' },
  order_not_document: /*i18n*/ {
    id: 'error.order_not_document',
    message: 'Это не PDF и не фотография. Приложите приказ в PDF, JPEG или PNG.',
  },
  order_too_large: /*i18n*/ {
    id: 'error.order_too_large',
    message: 'Файл больше 20 МБ. Сфотографируйте приказ или сожмите PDF.',
  },
  not_returned: /*i18n*/ { id: 'error.not_returned', message: 'Заявку сейчас нельзя исправить: её уже рассматривают.' },
  already_answered: /*i18n*/ { id: 'error.already_answered', message: 'На эту заявку уже ответили.' },
  inn_taken: /*i18n*/ { id: 'error.inn_taken', message: 'Школа с таким ИНН уже есть.' },
  no_administrator: /*i18n*/ { id: 'error.no_administrator', message: 'У этой школы ещё нет администратора.' },
  // people
  already_asked: /*i18n*/ { id: 'error.already_asked', message: 'Заявка уже отправлена и ждёт ответа.' },
  already_confirmed: /*i18n*/ { id: 'error.already_confirmed', message: 'Статус «учитель» уже подтверждён.' },
  not_asked: /*i18n*/ { id: 'error.not_asked', message: 'Этот человек не просил статус «учитель».' },
  no_account: /*i18n*/ {
    id: 'error.no_account',
    message: 'Этот человек ещё ни разу не входил. Передайте ему приглашение.',
  },
  // classes
  class_exists: /*i18n*/ { id: 'error.class_exists', message: 'Класс с таким названием уже есть.' },
  class_not_empty: /*i18n*/ {
    id: 'error.class_not_empty',
    message: 'В классе ещё есть ученики. Сначала переведите или отчислите их.',
  },
  class_archived: /*i18n*/ { id: 'error.class_archived', message: 'Класс в архиве.' },
  not_confirmed_teacher: /*i18n*/ {
    id: 'error.not_confirmed_teacher',
    message: 'Сначала подтвердите этому человеку статус «учитель».',
  },
  already_curator: /*i18n*/ {
    id: 'error.already_curator',
    message: 'Этот человек уже классный руководитель этого класса.',
  },
  not_curator: /*i18n*/ { id: 'error.not_curator', message: 'Этот человек не классный руководитель этого класса.' },
  // chats
  chat_closed: /*i18n*/ { id: 'error.chat_closed', message: 'Чат сейчас доступен только для чтения.' },
  may_not_write: /*i18n*/ { id: 'error.may_not_write', message: 'Писать в этот чат вам нельзя.' },
  too_late: /*i18n*/ { id: 'error.too_late', message: 'Время, когда это можно было изменить, прошло.' },
  message_deleted: /*i18n*/ { id: 'error.message_deleted', message: 'Сообщение уже удалено.' },
  not_in_direct: /*i18n*/ { id: 'error.not_in_direct', message: 'В личном чате этого сделать нельзя.' },
  time_passed: /*i18n*/ { id: 'error.time_passed', message: 'Это время уже прошло.' },
  only_staff: /*i18n*/ { id: 'error.only_staff', message: 'Добавить вручную можно только сотрудника.' },
  already_member: /*i18n*/ { id: 'error.already_member', message: 'Этот человек уже в чате.' },
  last_moderator: /*i18n*/ {
    id: 'error.last_moderator',
    message: 'Это последний администратор чата. Сначала назначьте другого.',
  },
  // invites
  dead_invitation: /*i18n*/ {
    id: 'error.dead_invitation',
    message: 'Приглашение не действует: срок вышел, его отменили или в нём ошибка. Попросите новое в школе.',
  },
  no_gateway: /*i18n*/ {
    id: 'error.no_gateway',
    message: 'Коды по СМС здесь не приходят. Войдите без номера или попросите код у классного руководителя.',
  },
  names_missing: /*i18n*/ { id: 'error.names_missing', message: 'Напишите фамилию и имя.' },
  child_missing: /*i18n*/ { id: 'error.child_missing', message: 'Напишите фамилию и имя ребёнка.' },
  already_in: /*i18n*/ { id: 'error.already_in', message: 'Вы уже здесь.' },
  already_entered: /*i18n*/ { id: 'error.already_entered', message: 'Этот ученик уже вошёл.' },
  already_enrolled: /*i18n*/ { id: 'error.already_enrolled', message: 'Этот ученик уже в списке класса.' },
  account_taken: /*i18n*/ {
    id: 'error.account_taken',
    message: 'Этот человек уже есть в школе под другой учётной записью.',
  },
  link_dead: /*i18n*/ { id: 'error.link_dead', message: 'Ссылка больше не действует. Создайте новую.' },
  child_unknown: /*i18n*/ {
    id: 'error.child_unknown',
    message: 'Такого ребёнка нет в списке класса. Сначала зачислите его или отклоните заявку.',
  },
  match_taken: /*i18n*/ { id: 'error.match_taken', message: 'Это место в списке уже занято.' },
  // setup
  not_empty: /*i18n*/ { id: 'error.not_empty', message: 'Здесь уже есть школа: пример создать нельзя.' },
  example_exists: /*i18n*/ { id: 'error.example_exists', message: 'Пример уже создан.' },
  link_needed: /*i18n*/ { id: 'error.link_needed', message: 'Нужна ссылка, которую сервер напечатал в терминале.' },
} as const

export type ErrorCode = keyof typeof errorTexts
