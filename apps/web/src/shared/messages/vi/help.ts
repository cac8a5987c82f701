/** How to take part, in five pictures, and the questions people ask. */
export const help = {
  title: 'Hướng dẫn dự thi',
  lead: 'Năm bước, làm ngay trên điện thoại. Không cần cài gì thêm.',
  step: (number: string) => `Bước ${number}`,
  steps: [
    {
      title: 'Mở trang cuộc thi',
      text: 'Bấm vào đường dẫn được gửi cho bạn, hoặc quét mã QR bằng máy ảnh của điện thoại.',
    },
    {
      title: 'Đăng ký trong ba phút',
      text: 'Điền số điện thoại, mật khẩu, họ tên và chọn đơn vị. Lần sau chỉ cần đăng nhập.',
    },
    {
      title: 'Trả lời câu hỏi',
      text: 'Chạm vào phương án bạn chọn. Mỗi câu trả lời được lưu ngay. Đồng hồ cho biết còn bao lâu.',
    },
    {
      title: 'Xem lại rồi nộp bài',
      text: 'Bảng câu hỏi cho biết câu nào chưa trả lời. Xem lại, sửa nếu cần, rồi bấm nộp bài.',
    },
    {
      title: 'Giữ mã biên nhận',
      text: 'Nộp xong, bạn nhận được mã biên nhận. Điểm, thứ hạng và đáp án hiện ra theo thể lệ.',
    },
  ],
  questions: 'Những điều hay được hỏi',
  answers: [
    {
      question: 'Đang thi thì mất mạng?',
      answer:
        'Cứ làm tiếp. Câu trả lời được giữ trên máy và tự gửi khi có mạng. Đồng hồ vẫn chạy, nên hãy tìm chỗ có mạng trước khi hết giờ.',
    },
    {
      question: 'Lỡ thoát ra hoặc điện thoại hết pin?',
      answer:
        'Vào lại trang cuộc thi và bấm làm tiếp. Các câu đã lưu vẫn còn. Bạn cũng có thể đăng nhập trên máy khác để làm tiếp.',
    },
    {
      question: 'Hết giờ mà chưa bấm nộp?',
      answer: 'Bài được tự nộp với các câu đã lưu trước lúc hết giờ.',
    },
    {
      question: 'Được thi mấy lượt, lượt nào được tính?',
      answer:
        'Mỗi cuộc thi quy định riêng, ghi trong thể lệ ở trang cuộc thi. Sau khi đăng nhập, bên nút vào thi có ghi bạn còn mấy lượt.',
    },
    {
      question: 'Khi nào biết đáp án?',
      answer: 'Thể lệ cho biết khi nào công bố điểm và đáp án. Nếu phải chờ, ngày giờ ghi ở trang kết quả của bạn.',
    },
    {
      question: 'Không thấy đơn vị của tôi trong danh sách?',
      answer: 'Bạn vẫn dự thi được. Kết quả ghi vào nhóm ngoài danh sách mời.',
    },
    {
      question: 'Hai người dùng chung một điện thoại?',
      answer: 'Được. Sau khi có mã biên nhận, người trước bấm nhường máy; máy không giữ lại gì của người đó.',
    },
    {
      question: 'Quên mật khẩu?',
      answer:
        'Ở trang đăng nhập, bấm quên mật khẩu và dùng mã khôi phục. Không có mã thì hỏi đầu mối đơn vị hoặc gọi số hỗ trợ.',
    },
    {
      question: 'Chữ nhỏ, khó đọc?',
      answer: 'Mở trình đơn ở góc trên, chọn A+ để chữ lớn hơn, hoặc chọn nền tối, tương phản cao.',
    },
    {
      question: 'Mã biên nhận để làm gì?',
      answer: 'Để chứng minh bài đã nộp. Gõ mã ở trang tra cứu biên nhận để kiểm tra bất cứ lúc nào.',
    },
  ],
  support: 'Gọi khi cần giúp',
  supportOf: (contest: string, hotline: string) => `${contest}: ${hotline}`,
  supportElsewhere: 'Số điện thoại hỗ trợ của mỗi cuộc thi ghi ở cuối trang cuộc thi đó.',
  toContests: 'Chọn cuộc thi',
  print: 'In hướng dẫn này (một trang A4)',
};
