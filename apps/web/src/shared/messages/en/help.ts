import type { Words } from '../words.js';

export const help: Words['help'] = {
  title: 'How to take part',
  lead: 'Five steps, on your phone. Nothing needs to be installed.',
  step: (number) => `Step ${number}`,
  steps: [
    {
      title: 'Open the page of the contest',
      text: 'Follow the link that was sent to you, or scan the QR code with the camera of your phone.',
    },
    {
      title: 'Sign up in three minutes',
      text: 'Give a phone number, a password, your name and your unit. The next time you only sign in.',
    },
    {
      title: 'Answer the questions',
      text: 'Tap the option you choose. Every answer is saved at once. The clock shows the time left.',
    },
    {
      title: 'Look again, then hand in',
      text: 'The overview shows which questions are unanswered. Change what you like, then hand in.',
    },
    {
      title: 'Keep the receipt',
      text: 'The server takes your paper and gives you a receipt number. Score, rank and answers follow by the rules.',
    },
  ],
  questions: 'What people ask',
  answers: [
    {
      question: 'The network drops during the quiz?',
      answer:
        'Go on. Answers are kept on the phone and sent when the network is back. The clock goes on, so find a network before the time is up.',
    },
    {
      question: 'I left the page, or the battery is empty?',
      answer:
        'Open the contest again and go on. Saved answers are there. You can also sign in and go on on another device.',
    },
    {
      question: 'The time is up and I have not handed in?',
      answer: 'The paper is handed in with the answers that were saved in time.',
    },
    {
      question: 'How many attempts, and which one counts?',
      answer: 'Each contest has its own rules, on its page; beside the button you see how many attempts you have left.',
    },
    {
      question: 'When do I see the right answers?',
      answer: 'The rules and your result page say when score and answers are shown.',
    },
    {
      question: 'My unit is not on the list?',
      answer: 'You can still take part. The result goes to the group outside the list.',
    },
    {
      question: 'Two people with one phone?',
      answer: 'After the receipt, the first hands over with one tap; nothing of theirs stays on the phone.',
    },
    {
      question: 'I forgot my password?',
      answer: 'Call the support number at the foot of the contest’s page. They will help you.',
    },
    {
      question: 'The letters are too small?',
      answer: 'Open the menu at the top and choose A+, or a dark or high-contrast display.',
    },
    {
      question: 'What is the receipt for?',
      answer: 'It proves that you handed in. Type it on the receipt page to check it at any time.',
    },
  ],
  support: 'Call for help',
  supportOf: (contest, hotline) => `${contest}: ${hotline}`,
  supportElsewhere: 'The support number of each contest is at the foot of its page.',
  toContests: 'Choose a contest',
  print: 'Print this page (one A4)',
};
