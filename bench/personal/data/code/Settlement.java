package shop.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 정산 서비스. 하루치 주문을 모아 수수료를 빼고 판매자별로 더한다.
 * 취소된 주문은 제외하며, 금액은 원 단위에서 버린다.
 */
@Service
public class SettlementService {
    private static final Logger log = LoggerFactory.getLogger(SettlementService.class);
    private static final BigDecimal FEE = new BigDecimal("0.033"); // 기본 수수료율
    private final OrderRepository orders;
    private final HolidayCalendar calendar;

    public SettlementService(OrderRepository orders, HolidayCalendar calendar) {
        this.orders = orders;
        this.calendar = calendar;
    }

    /** 영업일이 아니면 다음 영업일로 미룬다. */
    @Transactional(readOnly = true)
    public Map<Long, BigDecimal> settle(LocalDate day) {
        LocalDate payday = calendar.isHoliday(day) ? calendar.next(day) : day;
        List<Order> paid = orders.findByStatusAndPaidOn(Status.PAID, day);
        if (paid.isEmpty()) {
            log.info("정산 대상 없음: {}", day);
            return Map.of();
        }
        // 이 부분은 동시에 두 번 돌면 안 된다. 잠금은 스케줄러가 잡는다.
        return paid.stream().collect(Collectors.groupingBy(Order::sellerId,
            Collectors.reducing(BigDecimal.ZERO, this::net, BigDecimal::add)));
    }

    private BigDecimal net(Order order) {
        BigDecimal fee = order.amount().multiply(FEE).setScale(0, RoundingMode.DOWN);
        return order.amount().subtract(fee); // TODO 쿠폰 할인은 판매자 부담일 때만 뺀다
    }

    enum Status { NEW, PAID, SHIPPED, CANCELLED }

    record Order(Long id, Long sellerId, BigDecimal amount, Status status) {}
}
