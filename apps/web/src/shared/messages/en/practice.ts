import type { practice as vi } from '../vi/practice.js';

export const practice: typeof vi = {
  title: 'Practice',
  lead: (contest) =>
    `Questions to get used to, of ${contest}. As often as you like, without signing in; nothing is kept and nothing counts. The contest asks other questions.`,
  none: 'This contest offers no practice.',
  closed:
    'The contest is running and its rules allow no practice meanwhile. Practice opens again when the contest is over.',
  empty: 'There are no questions to practise with yet. Please come back later.',
  toContest: 'To the contest',
  topic: 'Topic',
  allTopics: (count) => `All topics (${count} questions)`,
  topicOf: (title, count) => `${title} (${count} questions)`,
  question: (number) => `Question ${number}`,
  one: 'Choose one option.',
  several: 'Choose every option that you think is right.',
  check: 'Answer',
  checking: 'One moment…',
  choose: 'Please choose an option.',
  right: 'Right.',
  wrong: 'Not right.',
  ownChoice: 'your choice',
  rightChoice: 'right',
  explanation: 'Explanation',
  source: (document) => `Source: ${document}`,
  articleUnknown: 'article not compared yet',
  next: 'Another question',
  tally: (right, all) => `${right} of ${all} right so far.`,
};
