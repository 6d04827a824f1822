/** Texts of the page of a user. */
export const enUser = {
  'user.title': 'User',
  'user.range': 'Range',
  'user.days': { one: '{count} day', other: '{count} days' },
  'user.loading': 'Loading the user…',
  'user.none': 'No session of this user',
  'user.noneHint':
    'Look for a user id, a name or an e-mail address exactly as the page reported it with setUser.',
  'user.summary': 'Summary',
  'user.sessions': 'Sessions',
  'user.firstSeen': 'First seen',
  'user.lastSeen': 'Last seen',
  'user.ids': 'User ids',
  'user.names': 'Names',
  'user.emails': 'E-mail addresses',
  'user.devices': 'Devices',
  'user.activity': 'Sessions by day',
  'user.day': { one: '{date}: {count} session', other: '{date}: {count} sessions' },
  'user.errors': 'Errors met',
  'user.noErrors': 'No errors in this range.',
  'user.inList': 'Show in the list',
  'user.recent': 'Sessions in this range',
  'user.noSessions': 'No sessions in this range. Choose a longer one.',
  'user.erase': 'Delete data',
  'user.eraseOf': 'Delete the data of user {user}',
  'user.eraseWhat': {
    one: 'This deletes {count} session of the user id {user} in {app}: all of its events, its logs and its health, also what happened before the sign-in. It cannot be undone.',
    other:
      'This deletes {count} sessions of the user id {user} in {app}: all of their events, their logs and their health, also what happened before the sign-in. It cannot be undone.',
  },
  'user.eraseFirst':
    'Sign the user out first: a page that is still open sends more events under the old session id.',
  'user.eraseAll': 'every application',
  'user.eraseNow': 'Delete for good',
  'user.erasing': 'Deleting. This may take a while; it goes on if you leave.',
  'user.erasingStep': 'Deleting: step {step} of {steps}.',
  'user.erased': {
    one: 'Deleted: {count} session with {events} events.',
    other: 'Deleted: {count} sessions with {events} events.',
  },
} as const
