import type { Words } from '../words.js';

export const help: Words['help'] = {
  title: 'How to take part',
  lead: 'Five steps, right on your phone. You do not need to install anything.',
  step: (number) => `Step ${number}`,
  steps: [
    {
      title: 'Open the contest page',
      text: 'Tap the link that was sent to you, or scan the QR code with your phone camera.',
    },
    {
      title: 'Sign up in three minutes',
      text: 'Enter your phone number, a password and your name, then choose your unit. Next time you just sign in.',
    },
    {
      title: 'Answer the questions',
      text: 'Tap the option you choose. Each answer is saved at once. The clock shows how much time is left.',
    },
    {
      title: 'Review, then submit',
      text: 'The list of questions shows which ones are unanswered. Review them, change them if needed, then submit.',
    },
    {
      title: 'Keep the receipt number',
      text: 'After submitting, you get a receipt number. Score, rank and correct answers are shown as the rules say.',
    },
  ],
  questions: 'Frequently asked questions',
  answers: [
    {
      question: 'What if the network drops during the quiz?',
      answer:
        'Just continue. Your answers are kept on the phone and sent when the network is back. The clock keeps running, so find a network before time is up.',
    },
    {
      question: 'What if I leave the page or my battery runs out?',
      answer:
        'Open the contest page again and press continue. Your saved answers are still there. You can also sign in on another device and continue there.',
    },
    {
      question: 'What if time is up and I have not submitted?',
      answer: 'Your paper is submitted with the answers that were saved before time was up.',
    },
    {
      question: 'How many attempts may I make, and which one counts?',
      answer:
        'Each contest has its own rules, shown on its page. When you are signed in, you see beside the button how many attempts you have left.',
    },
    {
      question: 'When can I see the correct answers?',
      answer:
        'The rules say when scores and correct answers are published. If you have to wait, your result page shows the date and time.',
    },
    {
      question: 'What if my unit is not on the list?',
      answer: 'You can still take part. Your result is counted in the group outside the list of invited units.',
    },
    {
      question: 'Can two people share one phone?',
      answer:
        'Yes. After getting the receipt number, the first person presses the button to hand over; none of their data stays on the phone.',
    },
    {
      question: 'What if I forget my password?',
      answer:
        'On the sign-in page press forgot your password and use your recovery code. Without one, ask the contact person of your unit or call the support number.',
    },
    {
      question: 'What if the text is too small to read?',
      answer: 'Open the menu at the top and choose A+ for larger text, or choose dark or high-contrast colours.',
    },
    {
      question: 'What is the receipt number for?',
      answer:
        'It proves that you submitted your attempt. Enter it on the Check a receipt page to check it at any time.',
    },
  ],
  support: 'Who to call for help',
  supportOf: (contest, hotline) => `${contest}: ${hotline}`,
  supportElsewhere: 'The support number of each contest is at the bottom of its page.',
  toContests: 'Choose a contest',
  print: 'Print this guide (one A4 page)',
};
