#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace kachi {

/// A picture at a zoom, with marks on it. Positions of its signals and marks are pixels of the picture.
class DigitiserPicture : public QWidget {
    Q_OBJECT

public:
    struct Mark {
        QPointF pixel;
        QString label;  ///< of a point of an axis; empty: a point of a curve
        bool chosen = false;
        bool quiet = false;  ///< of an arm that is not being worked on
    };

    explicit DigitiserPicture(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    void setZoom(double zoom);
    void setMarks(std::vector<Mark> marks);
    double zoom() const { return m_zoom; }

    QPoint onWidget(QPointF pixel) const { return (pixel * m_zoom).toPoint(); }
    QSize sizeHint() const override { return m_picture.size() * m_zoom; }

Q_SIGNALS:
    void pressed(QPointF pixel);
    void moved(QPointF pixel);  ///< with the button held
    void released();
    void removeWanted();  ///< the Delete key

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPointF inPicture(QPointF position) const;

    QImage m_picture;
    double m_zoom = 1;
    std::vector<Mark> m_marks;
};

}  // namespace kachi
