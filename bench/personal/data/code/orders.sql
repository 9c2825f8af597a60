-- Monthly revenue per channel, late orders and stock that does not move
CREATE TABLE orders (
    order_id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel_code  VARCHAR(8)  NOT NULL DEFAULT 'WEB',
    status        VARCHAR(16) NOT NULL CHECK (status IN ('NEW', 'PAID', 'PACKED', 'SHIPPED', 'CANCELLED')),
    total_amount  NUMERIC(12, 2) NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ
);
CREATE INDEX ix_orders_created ON orders (created_at DESC) WHERE status <> 'CANCELLED';
CREATE TABLE order_line (
    order_id  BIGINT REFERENCES orders ON DELETE CASCADE,
    line_no   SMALLINT,
    sku       VARCHAR(32) NOT NULL,
    quantity  INT NOT NULL CHECK (quantity > 0),
    price     NUMERIC(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
COMMENT ON TABLE order_line IS '주문 상세. 한 주문에 여러 행';
COMMENT ON COLUMN orders.channel_code IS '판매 채널 코드 (WEB, APP, CALL)';

WITH monthly AS (
    SELECT date_trunc('month', o.created_at) AS month, o.channel_code, SUM(l.quantity * l.price) AS revenue, COUNT(DISTINCT o.order_id) AS n
      FROM orders o JOIN order_line l USING (order_id)
     WHERE o.status IN ('PAID', 'SHIPPED') AND o.created_at >= DATE '2024-01-01'
     GROUP BY 1, 2
)
SELECT month, channel_code, revenue, n, revenue / NULLIF(n, 0) AS average_basket,
       LAG(revenue) OVER (PARTITION BY channel_code ORDER BY month) AS previous,
       RANK() OVER (PARTITION BY month ORDER BY revenue DESC) AS place
  FROM monthly ORDER BY month DESC, place;

MERGE INTO stock s USING (SELECT sku, SUM(quantity) q FROM order_line GROUP BY sku) d ON (s.sku = d.sku)
 WHEN MATCHED THEN UPDATE SET s.on_hand = s.on_hand - d.q, s.touched = SYSDATE
 WHEN NOT MATCHED THEN INSERT (sku, on_hand, touched) VALUES (d.sku, 0, SYSDATE);

BEGIN
  DBMS_STATS.GATHER_TABLE_STATS(ownname => USER, tabname => 'ORDERS', estimate_percent => DBMS_STATS.AUTO_SAMPLE_SIZE);
  EXECUTE IMMEDIATE 'ALTER TABLE orders MODIFY PARTITION p202411 REBUILD UNUSABLE LOCAL INDEXES';
EXCEPTION WHEN OTHERS THEN
  RAISE_APPLICATION_ERROR(-20001, 'Statistics failed: ' || SQLERRM);
END;
/
SELECT NVL(TO_CHAR(created_at, 'YYYY-MM-DD HH24:MI:SS'), '없음') AS "주문일시", DECODE(status, 'NEW', '신규', 'PAID', '결제', '기타') AS "상태"
  FROM orders WHERE ROWNUM <= 100 ORDER BY created_at;
GRANT SELECT, INSERT ON orders TO reporting_role;
EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM orders WHERE created_at > now() - interval '7 days';
